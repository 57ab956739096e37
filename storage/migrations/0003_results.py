from tortoise import migrations
from tortoise.migrations import operations as ops
from tortoise import fields
from tortoise.indexes import PartialIndex

class Migration(migrations.Migration):
    dependencies = [('models', '0002_trainings')]

    initial = False

    operations = [
        ops.AddField(
            model_name='ResultRow',
            name='dirty',
            field=fields.BooleanField(default=False, db_default=True),
        ),
        ops.AddIndex(
            model_name='ResultRow',
            index=PartialIndex(fields=['staff_id', 'year'], name='result_dirty', condition={'dirty': True}),
        ),
    ]
