"""``xiezhi shelf add``."""

WORDS: dict[str, tuple[str, str]] = {
    "brief": ("把一次交付上架", "put a delivery on the shelf"),
    "about": (
        "把一个机关交来的文件、文件夹、压缩包或者数据库上架为标准表。先给出列的对应建议（标题、取值、"
        "该机关以前的对应），经人确认后装入；每个被拒的值都进隔离区并写明理由。"
        "收到的行 = 留用的行 + 隔离的行。没有合同（提供机关、法律依据、用途、期限）不能上架。",
        "Puts an office's file, folder, archive or database on the shelf as a standard table. It "
        "suggests which title is which column (titles, values, earlier deliveries), a person "
        "confirms, and it loads; every refused value goes to quarantine with its reason. Rows in "
        "= rows kept + rows quarantined. Without a contract (provider, basis, purpose, term) "
        "nothing is loaded.",
    ),
    "SOURCE": (
        "文件、文件夹、压缩包，或者数据库地址（SQLAlchemy）",
        "a file, a folder, an archive, or a database URL (SQLAlchemy)",
    ),
    "provider": ("提供机关", "the office that provides the data"),
    "basis": ("法律依据，例如 法释〔2014〕13号；可重复", "legal basis; may be repeated"),
    "purpose": ("使用目的（按业务条线的词表）；可重复", "purpose of use; may be repeated"),
    "until": ("使用期限的最后一天", "last day of use"),
    "since": ("使用期限的第一天；不写则为今天", "first day of use; today if absent"),
    "contract": (
        "按这份已登记的合同上架，例如 C-0001；不写而又没有写依据和目的的，用与该单位现行的合同",
        "under this contract, for instance C-0001; without it and without basis and purpose, the "
        "one in force with the provider",
    ),
    "columns": (
        "合同给的列，逗号隔开；不写为标准表全部列",
        "columns the contract gives, by commas; all of the table if absent",
    ),
    "scope": ("合同给的行，用文字说明", "rows the contract gives, in words"),
    "category": ("数据分类，例如 社会保险", "class of the data"),
    "way": (
        "共享方式：file、batch、service",
        "how the data come: file, batch, service",
    ),
    "conditions": ("使用条件", "conditions of use"),
    "grade": (
        "数据级别：general、important、core",
        "grade of the data: general, important, core",
    ),
    "sharing": (
        "共享属性：unconditional、conditional、not_shared",
        "sharing: unconditional, conditional, not_shared",
    ),
    "frequency": ("更新频率", "how often it comes"),
    "impact": (
        "个人信息保护影响评估的编号（敏感数据必填）",
        "the recorded impact assessment (needed for sensitive data)",
    ),
    "necessity": ("必要性说明（敏感数据必填）", "why it is necessary (sensitive data)"),
    "owner": (
        "数据架所属的检察院（第一次上架时写；也可用环境变量 XIEZHI_OFFICE）",
        "whose shelf it is (the first time; XIEZHI_OFFICE likewise)",
    ),
    "mode": ("并入方式：追加、替换、按键更新", "how it is put in"),
    "as_of": ("数据截至哪一天", "the day the data describe"),
    "covers": (
        "哪一段是完整的：2020-01-01..2023-12-31，或者 court=某院:2020-01-01..；可重复",
        "a stretch that is complete: 2020-01-01..2023-12-31, or court=NAME:2020-01-01..; may be "
        "repeated",
    ),
    "mapping": ("确认过的对应文件", "a mapping that a person confirmed"),
    "query": ("数据库：一条 SELECT 或者表名", "of a database: one SELECT or a table"),
    "watermark": (
        "数据库：只增不减的列，下次从它之后取",
        "of a database: a column that only grows; the next delivery begins behind it",
    ),
    "repeats": (
        "键相同而内容不同的行：拒收整批，还是隔离",
        "rows of one key that differ: refuse the delivery, or quarantine them",
    ),
    "accept_changes": (
        "接受与上次交付不同的标题",
        "accept titles that changed since the last delivery",
    ),
    "anyway": ("已经上架过或者更旧也装入", "load it though it is there already, or older"),
    "reason": (
        "--anyway 的理由，随这一批留存",
        "why it is loaded --anyway; kept with the delivery",
    ),
    "yes": (
        "采用建议的对应，不再询问；把握不到 80% 的不采用，逐一指明",
        "take the suggestion without asking; what is less than 80 % sure is not taken, and named",
    ),
    "unsure": (
        "没有采用（把握不到 80%，要人看过）：{columns}",
        "Not taken (less than 80 % sure, a person has to look): {columns}",
    ),
    "unsure_later": (
        "看过并改好 {path} 以后，可以补上：--mapping {path} --mode upsert --anyway "
        "--reason 补上未采用的列",
        "Once {path} is looked at and mended, they can be added: --mapping {path} --mode upsert "
        '--anyway --reason "columns added"',
    ),
    "no_table": ("没有标准表 {table}。", "There is no standard table {table}."),
    "confirm": ("采用这个对应吗？", "Use this mapping?"),
    "confirm_how": (
        "请用 --yes 采用建议的对应；或者改好写在 {path} 的建议，用 --mapping {path} 再来。",
        "Take the suggestion with --yes; or mend it in {path} and come back with --mapping {path}.",
    ),
    "draft": (
        "建议已写到 {path}：改好后用 --mapping {path} 再来。",
        "The suggestion is in {path}: mend it and come back with --mapping {path}.",
    ),
    "until_missing": (
        "请写明使用期限 --until；与该机关没有仍然有效的合同。",
        "Say the last day of use with --until; no contract with this office holds.",
    ),
    "own_conditions": (
        "限于法律监督，不得提供第三方",
        "for legal supervision only; not to be handed to others",
    ),
    "source": ("文件中的标题", "title"),
    "column": ("列", "column"),
    "meaning": ("含义", "meaning"),
    "sure": ("把握", "sure"),
    "why": ("根据", "why"),
    "constant": ("（固定值）", "(constant)"),
    "missing": ("缺少必需的列：{columns}", "columns that are needed and missing: {columns}"),
    "done": (
        "{table}：收到 {rows_in} 行 = 留用 {kept} + 隔离 {quarantined}",
        "{table}: {rows_in} rows in = {kept} kept + {quarantined} quarantined",
    ),
    "version": (
        "第 {number} 版，共 {rows} 行；第 {batch} 批，合同 {contract}，有效期至 {until}",
        "version {number}, {rows} rows; batch {batch}, contract {contract}, valid until {until}",
    ),
    "cells": ("另有 {cells} 个值被拒，按空值留用", "{cells} more values refused, kept as empty"),
    "strange": (
        "不认识的代码会进隔离区。要收：在 {path} 里给这一列加 words: {{写法: 词}}，"
        "用 --mapping 装入。",
        "Labels that are not known go to quarantine. To take them, give the column words: {{label: "
        "word}} in {path} and load with --mapping.",
    ),
    "aside": ("另有不是记录的行，不计入：{what}", "rows that are no records, not counted: {what}"),
    "and": ("、", "; "),
    "asked": (
        "没有新的行，没有做新的版本；现行的仍是第 {number} 版。已登记：{day} 查过，没有新的行。",
        "There are no new rows, and no new version was made; version {number} stays. Put down: "
        "asked, nothing new on {day}.",
    ),
    "nothing_new": ("没有新的行。", "There are no new rows."),
    "nothing_kept": (
        "注意：没有一行留用。多半是列的对应不对：改正对应后加 --anyway 再装，或者更正后装回。",
        "Take care: not one row was kept. Most likely the mapping is wrong: mend it and load again "
        "with --anyway, or give back corrected values.",
    ),
    "next": (
        "导出隔离区：xiezhi shelf quarantine {batch} --out 隔离.xlsx；更正后：xiezhi shelf reoffer",
        "export them: xiezhi shelf quarantine {batch} --out refused.xlsx; then: xiezhi shelf "
        "reoffer",
    ),
    "bad_day": ("{text} 不是日期（年-月-日）。", "{text} is no day (YYYY-MM-DD)."),
    "bad_stretch": ("{text} 不是一段日期。", "{text} is no stretch of days."),
    "examples": (
        "xiezhi shelf add enforcement_case 财产刑执行2023.xls --provider 某区人民法院 "
        "--basis 法释〔2014〕13号 --purpose 刑事执行监督 --until 2027-12-31",
        "xiezhi shelf add enforcement_case 财产刑执行2023.xls --provider 某区人民法院 "
        "--basis 法释〔2014〕13号 --purpose 刑事执行监督 --until 2027-12-31",
    ),
}
