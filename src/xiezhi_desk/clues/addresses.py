"""Addresses of judging: words first, then a clue's own; ``urls`` tries them before its page."""

from __future__ import annotations

from django.urls import URLPattern, path

from xiezhi_desk.clues.views import (
    batches,
    bulk,
    handing,
    judging,
    letters,
    matters,
    own,
    reading,
    tasks,
    work,
)

__all__ = ["JUDGING"]

JUDGING: list[URLPattern] = [
    path("work/", work.work, name="work"),
    path("work/take/", work.take, name="take"),
    path("tasks/", tasks.tasks, name="tasks"),
    path("task/<str:number>/", tasks.task_page, name="task"),
    path("task/<str:number>/letter.docx", letters.task_docx, name="task-letter"),
    path("task/<str:number>/send/", tasks.send, name="task-send"),
    path("task/<str:number>/back/", tasks.come_back, name="task-back"),
    path("task/<str:number>/evidence/", tasks.evidence, name="task-evidence"),
    path("task/<str:number>/withdraw/", tasks.withdraw, name="task-withdraw"),
    path("batches/", batches.batch_list, name="batches"),
    path("batches/make/", batches.make_batch, name="batch-make"),
    path("batch/<str:number>/", batches.batch_page, name="batch"),
    path("batch/<str:number>/letter.docx", letters.batch_docx, name="batch-letter"),
    path("batch/<str:number>/annex.xlsx", letters.batch_xlsx, name="batch-annex"),
    path("batch/<str:number>/send/", batches.send_batch, name="batch-send"),
    path("batch/<str:number>/answer/", batches.take_annex, name="batch-answer"),
    path("batch/<str:number>/keep/", batches.keep_annex, name="batch-keep"),
    path("batch/<str:number>/accept/<int:key>/", batches.accept_answer, name="batch-accept"),
    path("batch/<str:number>/propose/", batches.propose_batch, name="batch-propose"),
    path("batch/<str:number>/confirm/", batches.confirm_batch, name="batch-confirm"),
    path("batch/<str:number>/do/<str:name>/", batches.change_batch, name="batch-change"),
    path("matter/<str:number>/", matters.matter_page, name="matter"),
    path("matter/<str:number>/merge/", matters.merge, name="merge"),
    path("matter/<str:number>/part/", matters.part, name="part"),
    path("reading/", reading.reading, name="reading"),
    path("reading/take/", reading.take, name="reading-take"),
    path("reading/read/", reading.read, name="reading-read"),
    path("confirming/", bulk.confirming, name="confirming"),
    path("confirming/list/", bulk.confirm_bulk, name="confirm-bulk"),
    path("bulk/assign/", bulk.assign_bulk, name="assign-bulk"),
    path("bulk/decide/", bulk.decide_bulk, name="decide-bulk"),
    path("conflicts/", own.conflicts, name="conflicts"),
    path("conflicts/<int:key>/end/", own.end_conflict, name="end-conflict"),
    path("terms/", own.office_terms, name="terms"),
    path("<str:number>/move/<str:name>/", judging.move_clue, name="move"),
    path("<str:number>/decide/", judging.decide, name="decide"),
    path("<str:number>/order/<int:key>/<str:name>/", judging.answer_order, name="order"),
    path("<str:number>/snooze/", judging.snooze, name="snooze"),
    path("<str:number>/wake/", judging.wake, name="wake"),
    path("<str:number>/declare/", judging.declare, name="declare"),
    path("<str:number>/hand/", handing.hand, name="hand"),
    path("<str:number>/hand/<str:name>/", handing.hand_on, name="hand-on"),
    path("<str:number>/restrict/", handing.restrict, name="restrict"),
    path("<str:number>/plan/", tasks.plan, name="plan"),
    path("<str:number>/batch-like/", batches.make_like, name="batch-like"),
]
