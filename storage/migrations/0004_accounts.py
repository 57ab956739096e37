from tortoise import migrations
from tortoise.migrations import operations as ops
from tortoise.fields.base import OnDelete
from tortoise import fields

class Migration(migrations.Migration):
    dependencies = [('models', '0003_results')]

    initial = False

    operations = [
        ops.CreateModel(
            name='DeviceRow',
            fields=[
                ('key_hash', fields.CharField(primary_key=True, unique=True, db_index=True, max_length=64)),
                ('account', fields.ForeignKeyField('models.AccountRow', source_field='account_id', db_index=True, db_constraint=True, to_field='id', related_name='devices', on_delete=OnDelete.RESTRICT)),
                ('seen_at', fields.DatetimeField(db_index=True, auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'device', 'app': 'models', 'pk_attr': 'key_hash'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='FailureRow',
            fields=[
                ('key_index', fields.CharField(primary_key=True, unique=True, db_index=True, max_length=64)),
                ('count', fields.IntField()),
                ('open_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('until', fields.DatetimeField(db_index=True, auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'failure', 'app': 'models', 'pk_attr': 'key_index'},
            bases=['Model'],
        ),
        ops.AddField(
            model_name='AccountRow',
            name='opened_at',
            field=fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
        ),
        ops.AddField(
            model_name='LinkRow',
            name='chat_id',
            field=fields.BigIntField(null=True),
        ),
        ops.AddField(
            model_name='LinkRow',
            name='chat_name',
            field=fields.TextField(default='', db_default='', unique=False),
        ),
    ]
