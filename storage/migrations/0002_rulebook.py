from tortoise import migrations
from tortoise.migrations import operations as ops
import functools
from json import dumps, loads
from tortoise.fields.base import OnDelete
from tortoise import fields

class Migration(migrations.Migration):
    dependencies = [('models', '0001_initial')]

    initial = False

    operations = [
        ops.CreateModel(
            name='RulebookRow',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('unit', fields.ForeignKeyField('models.UnitRow', source_field='unit_id', db_constraint=True, to_field='id', related_name='rulebook_rows', on_delete=OnDelete.RESTRICT)),
                ('year', fields.IntField()),
                ('table_name', fields.CharField(max_length=40)),
                ('code', fields.CharField(max_length=120)),
                ('contents', fields.JSONField(null=True, encoder=functools.partial(dumps, separators=(',', ':')), decoder=loads)),
                ('source', fields.TextField(unique=False)),
                ('changed_by', fields.CharField(max_length=16)),
                ('changed_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('version', fields.IntField()),
                ('revision', fields.IntField()),
            ],
            options={'table': 'rulebook_row', 'app': 'models', 'unique_together': (('unit', 'year', 'table_name', 'code'), ('unit', 'revision')), 'pk_attr': 'id'},
            bases=['Model'],
        ),
    ]
