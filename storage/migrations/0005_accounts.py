from tortoise import migrations
from tortoise.migrations import operations as ops
from tortoise import fields

class Migration(migrations.Migration):
    dependencies = [('models', '0002_trainings')]

    initial = False

    operations = [
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
