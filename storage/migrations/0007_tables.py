import functools
from json import dumps, loads

from tortoise import migrations
from tortoise.migrations import operations as ops
from tortoise.fields.base import OnDelete
from tortoise import fields
from tortoise.indexes import Index
from tortoise.migrations.constraints import UniqueConstraint

LINKS = """UPDATE link SET chat_channel = 'telegram', chat_address = CAST(chat_id AS TEXT)
    WHERE chat_id IS NOT NULL"""
SUBJECTS = """UPDATE notice SET subject_id = COALESCE(credit_id, training_id),
    subject_kind = CASE WHEN credit_id IS NOT NULL THEN 'credit'
        WHEN training_id IS NOT NULL THEN 'training' END"""
ADDRESSES = """INSERT INTO chat_address (channel, address, account_id)
    SELECT 'telegram', CAST(id AS TEXT), account_id FROM chat"""
CONVERSATIONS = """INSERT INTO conversation (chat_id, draft_id, asking, is_blocked)
    SELECT a.id, c.draft_id, c.asking, c.is_blocked
    FROM chat c JOIN chat_address a ON a.account_id = c.account_id"""
DELIVERIES = """INSERT INTO delivery
    (notice_id, channel, address, state, retry_at, attempts, settled_at, why)
    SELECT id, 'telegram', CAST(chat_id AS TEXT),
        CASE WHEN is_open THEN 'open' WHEN sent_at IS NULL THEN 'given-up' ELSE 'sent' END,
        retry_at, attempts, COALESCE(sent_at, given_up_at), COALESCE(given_up_why, '')
    FROM notice WHERE is_open OR sent_at IS NOT NULL OR given_up_at IS NOT NULL"""

PLACES = """UPDATE credit SET
    unit_id = (SELECT unit_id FROM staff s WHERE s.id = credit.staff_id),
    department_id = (SELECT department_id FROM staff s WHERE s.id = credit.staff_id)"""
POSTINGS = """INSERT INTO posting (staff_id, unit_id, department_id)
    SELECT id, unit_id, department_id FROM staff"""


class Migration(migrations.Migration):
    dependencies = [('models', '0005_updates')]

    initial = False

    operations = [
        ops.CreateModel(
            name='ChatAddressRow',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('channel', fields.CharField(max_length=20)),
                ('address', fields.CharField(max_length=200)),
                ('account', fields.ForeignKeyField('models.AccountRow', source_field='account_id', db_constraint=True, to_field='id', related_name='chats', on_delete=OnDelete.RESTRICT)),
            ],
            options={'table': 'chat_address', 'app': 'models', 'unique_together': (('channel', 'address'), ('account', 'channel')), 'pk_attr': 'id'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='ConversationRow',
            fields=[
                ('chat', fields.OneToOneField('models.ChatAddressRow', source_field='chat_id', primary_key=True, db_index=True, db_constraint=True, to_field='id', related_name='conversation', on_delete=OnDelete.CASCADE)),
                ('draft_id', fields.CharField(null=True, max_length=16)),
                ('asking', fields.CharField(max_length=80)),
                ('is_blocked', fields.BooleanField(default=False, db_default=False)),
            ],
            options={'table': 'conversation', 'app': 'models', 'pk_attr': 'chat_id'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='DeliveryRow',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('notice', fields.ForeignKeyField('models.NoticeRow', source_field='notice_id', db_constraint=True, to_field='id', related_name='deliveries', on_delete=OnDelete.CASCADE)),
                ('channel', fields.CharField(max_length=20)),
                ('address', fields.CharField(null=True, max_length=200)),
                ('state', fields.CharField(max_length=20)),
                ('retry_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('attempts', fields.IntField(default=0, db_default=0)),
                ('settled_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('why', fields.TextField(default='', db_default='', unique=False)),
            ],
            options={'table': 'delivery', 'app': 'models', 'unique_together': (('notice', 'channel'),), 'indexes': [Index(fields=['state', 'notice_id'], name='delivery_queue')], 'pk_attr': 'id'},
            bases=['Model'],
        ),
        ops.AddField(
            model_name='LinkRow',
            name='chat_address',
            field=fields.CharField(null=True, max_length=200),
        ),
        ops.AddField(
            model_name='LinkRow',
            name='chat_channel',
            field=fields.CharField(null=True, max_length=20),
        ),
        ops.RemoveIndex(
            model_name='NoticeRow',
            name='notice_open',
            fields=None,
        ),
        ops.RemoveIndex(
            model_name='NoticeRow',
            name='notice_of_training',
            fields=None,
        ),
        ops.AddField(
            model_name='NoticeRow',
            name='subject_id',
            field=fields.CharField(null=True, max_length=16),
        ),
        ops.AddField(
            model_name='NoticeRow',
            name='subject_kind',
            field=fields.CharField(null=True, max_length=20),
        ),
        ops.RunSQL([LINKS, SUBJECTS, ADDRESSES, CONVERSATIONS, DELIVERIES]),
        ops.RemoveField(model_name='LinkRow', name='chat_id'),
        ops.RemoveField(model_name='NoticeRow', name='training_id'),
        ops.RemoveField(model_name='NoticeRow', name='attempts'),
        ops.RemoveField(model_name='NoticeRow', name='chat_id'),
        ops.RemoveField(model_name='NoticeRow', name='credit_id'),
        ops.RemoveField(model_name='NoticeRow', name='given_up_at'),
        ops.RemoveField(model_name='NoticeRow', name='given_up_why'),
        ops.RemoveField(model_name='NoticeRow', name='is_open'),
        ops.RemoveField(model_name='NoticeRow', name='retry_at'),
        ops.RemoveField(model_name='NoticeRow', name='sent_at'),
        ops.RunSQL("CREATE INDEX IF NOT EXISTS notice_inbox ON notice (account_id, due_at)"),
        ops.AddIndex(
            model_name='NoticeRow',
            index=Index(fields=['subject_id', 'subject_kind'], name='notice_subject'),
        ),
        ops.DeleteModel(name='ChatRow'),
        ops.CreateModel(
            name='PostingRow',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('staff', fields.ForeignKeyField('models.StaffRow', source_field='staff_id', db_index=True, db_constraint=True, to_field='id', related_name='postings', on_delete=OnDelete.RESTRICT)),
                ('unit', fields.ForeignKeyField('models.UnitRow', source_field='unit_id', db_constraint=True, to_field='id', related_name='postings', on_delete=OnDelete.RESTRICT)),
                ('department', fields.ForeignKeyField('models.DepartmentRow', source_field='department_id', db_constraint=True, to_field='id', related_name='postings', on_delete=OnDelete.RESTRICT)),
                ('from_on', fields.DateField(null=True)),
                ('to_on', fields.DateField(null=True)),
            ],
            options={'table': 'posting', 'app': 'models', 'pk_attr': 'id'},
            bases=['Model'],
        ),
        ops.AddField(
            model_name='AccountRow',
            name='office_phone',
            field=fields.TextField(default='', db_default='', unique=False),
        ),
        ops.AddField(
            model_name='CreditRow',
            name='department_id',
            field=fields.CharField(db_default='', max_length=16),
        ),
        ops.AddField(
            model_name='CreditRow',
            name='unit_id',
            field=fields.CharField(db_default='', max_length=16),
        ),
        ops.AddField(
            model_name='DepartmentRow',
            name='closed_on',
            field=fields.DateField(null=True),
        ),
        ops.AddField(
            model_name='DepartmentRow',
            name='merged_into',
            field=fields.ForeignKeyField('models.DepartmentRow', source_field='merged_into_id', null=True, db_constraint=True, to_field='id', related_name='merged', on_delete=OnDelete.RESTRICT),
        ),
        ops.AddConstraint(
            model_name='StaffRow',
            constraint=UniqueConstraint(fields=('staff_number',)),
        ),
        ops.AddField(
            model_name='StaffRow',
            name='left_on',
            field=fields.DateField(null=True),
        ),
        ops.AddField(
            model_name='StaffRow',
            name='version',
            field=fields.IntField(default=1, db_default=1),
        ),
        ops.AddField(
            model_name='UnitRow',
            name='authority_level',
            field=fields.CharField(null=True, max_length=20),
        ),
        ops.AddField(
            model_name='YearRecordRow',
            name='post_type',
            field=fields.CharField(null=True, max_length=20),
        ),
        ops.AddField(
            model_name='YearRecordRow',
            name='remark',
            field=fields.TextField(default='', db_default='', unique=False),
        ),
        ops.AddField(
            model_name='YearRecordRow',
            name='title_awarded_on',
            field=fields.DateField(null=True),
        ),
        ops.AddField(
            model_name='YearRecordRow',
            name='version',
            field=fields.IntField(default=1, db_default=1),
        ),
        ops.RunSQL([PLACES, POSTINGS]),
        ops.AddField(
            model_name='ResultRow',
            name='by_class',
            field=fields.JSONField(null=True, encoder=functools.partial(dumps, separators=(',', ':')), decoder=loads),
        ),
        ops.AddField(
            model_name='ResultRow',
            name='by_subject',
            field=fields.JSONField(null=True, encoder=functools.partial(dumps, separators=(',', ':')), decoder=loads),
        ),
        ops.AddField(
            model_name='ResultRow',
            name='by_subtype',
            field=fields.JSONField(null=True, encoder=functools.partial(dumps, separators=(',', ':')), decoder=loads),
        ),
        ops.AddField(
            model_name='ResultRow',
            name='department_id',
            field=fields.CharField(null=True, max_length=16),
        ),
        ops.AddField(
            model_name='ResultRow',
            name='level',
            field=fields.CharField(null=True, max_length=40),
        ),
        ops.AddField(
            model_name='ResultRow',
            name='post_type',
            field=fields.CharField(null=True, max_length=20),
        ),
        ops.AddField(
            model_name='ResultRow',
            name='status',
            field=fields.CharField(null=True, max_length=80),
        ),
        ops.AddField(
            model_name='ResultRow',
            name='title',
            field=fields.CharField(null=True, max_length=80),
        ),
        ops.AddField(
            model_name='ResultRow',
            name='unit_id',
            field=fields.CharField(null=True, max_length=16),
        ),
        ops.AddIndex(
            model_name='ResultRow',
            index=Index(fields=['unit_id', 'year', 'department_id'], name='result_of_unit'),
        ),
        ops.RunSQL("UPDATE result SET dirty = TRUE"),
        ops.CreateModel(
            name='JobRow',
            fields=[
                ('id', fields.CharField(primary_key=True, unique=True, db_index=True, max_length=16)),
                ('kind', fields.CharField(max_length=40)),
                ('arguments', fields.JSONField(encoder=functools.partial(dumps, separators=(',', ':')), decoder=loads)),
                ('asked_by', fields.CharField(max_length=16)),
                ('created_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('progress_percent', fields.IntField(default=0, db_default=0)),
                ('leased_by', fields.CharField(null=True, max_length=16)),
                ('leased_until', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('finished_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('result_key', fields.CharField(null=True, max_length=200)),
                ('error', fields.TextField(null=True, unique=False)),
            ],
            options={'table': 'job', 'app': 'models', 'indexes': [Index(fields=['finished_at', 'created_at'], name='job_queue'), Index(fields=['asked_by', 'created_at'], name='job_asked')], 'pk_attr': 'id'},
            bases=['Model'],
        ),
        ops.AddField(
            model_name='JournalRow',
            name='unit_id',
            field=fields.CharField(null=True, max_length=16),
        ),
        ops.AddIndex(
            model_name='JournalRow',
            index=Index(fields=['unit_id', 'seq'], name='journal_unit'),
        ),
        ops.AddIndex(
            model_name='JournalRow',
            index=Index(fields=['account_id', 'seq'], name='journal_account'),
        ),
    ]
