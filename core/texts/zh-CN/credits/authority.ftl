### 上级管理部门：在哪里审核，系统外的审核结果

authority-title = 上级管理部门
authority-words = 赴外省的学分要由上级管理部门审核。单位没有别的管理员时，管理员本人的学分也由上级审核。
authority-where = 您单位的上级在哪里审核？
authority-here = 在本系统审核
authority-here-words = 上级的审核人在本系统里有账号，学分直接送到那里。
authority-elsewhere = 在本系统之外审核
authority-elsewhere-words = 学分报送上级后，由本单位登记审核结果（日期、文号、扫描件）。
authority-none-here = 本系统目前没有上级管理部门的账号。
authority-save = 保存
authority-done = 已保存，审核中的学分已按此转送。
refusal-no-authority-here = 本系统没有上级管理部门的账号，学分会一直没有人审核。请选“在本系统之外审核”，或请系统运维人员开通上级账号。
refusal-day-to-come = 这个日期还没有到。请核对上级审核的日期。
letters-title = 待登记的上级审核结果
letters-waiting = { $count ->
    [0] 没有等待登记的学分
   *[other] { $count } 条学分等待登记
}
letters-empty-title = 没有等待登记的学分
letters-empty = 单位审核通过、还要上级审核的学分会出现在这里。
letter-record = 登记上级审核结果
letter-words = 只登记上级已经作出的决定。登记后学分从次日起生效，登记人、文号和扫描件都会留下记录，学分登记表上也会注明。
letter-decision = 上级的决定
letter-approve = 通过
letter-return = 退回
letter-reject = 不通过
letter-day = 上级审核日期
letter-number = 文号或编号
letter-number-hint = 例如 浙继教〔2026〕3号
letter-reason = 上级的意见
letter-reason-hint = 退回或不通过时必填
letter-file = 扫描件或照片
letter-file-hint = 照片或 PDF。有地方填错时需要重新选择文件。
letter-save = 登记
credit-letter-recorded = 已登记上级的审核结果。
event-recorded-approve = { $who } 登记上级审核通过
event-recorded-return = { $who } 登记上级退回
event-recorded-reject = { $who } 登记上级审核不通过
event-led-to-authority-review = { $who } 改由本系统的上级审核
event-led-to-authority-elsewhere = { $who } 改由系统外的上级审核
notice-decision-authority-elsewhere = 单位已通过，正报上级审核，结果由单位登记。
