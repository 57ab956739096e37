refusal-case-changed = 这里已经有了变化，现在是“{ $stage }”。请查看最新情况后再操作。
refusal-not-under-review = 这条学分现在是“{ $stage }”，不在可以办理的步骤上。
refusal-reason-needed = 退回或不通过需要写明原因，让对方知道怎么办。
refusal-too-late-to-undo = 已超过 10 秒，不能撤销。如需更正，请联系下一级审核人退回。
