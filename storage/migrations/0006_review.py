from tortoise import migrations
from tortoise.migrations import operations as ops
from tortoise import fields

class Migration(migrations.Migration):
    dependencies = [('models', '0005_updates')]

    initial = False

    operations = [
        ops.CreateModel(
            name='DecisionRow',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('subject_kind', fields.CharField(max_length=20)),
                ('subject_id', fields.CharField(max_length=16)),
                ('number', fields.IntField()),
                ('stage', fields.CharField(max_length=30)),
                ('decision', fields.CharField(max_length=20)),
                ('reason', fields.TextField(unique=False)),
                ('by', fields.CharField(max_length=16)),
                ('at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('undone_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'decision', 'app': 'models', 'unique_together': (('subject_kind', 'subject_id', 'number'),), 'pk_attr': 'id'},
            bases=['Model'],
        ),
    ]
