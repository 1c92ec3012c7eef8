"""What is said when something is wrong."""

WORDS: dict[str, tuple[str, str]] = {
    "error": ("错误", "error"),
    "warning": ("提醒", "warning"),
    "where": ("位置", "where"),
    "detail": ("详情", "what "),
    "why": ("原因", "why  "),
    "next": ("办法", "next "),
    "interrupted": (
        "已中断；没有留下写了一半的结果。",
        "Interrupted; nothing half-written was left.",
    ),
    "see_help": (
        "运行 {command} --help 看用法和示例。",
        "See {command} --help for usage and examples.",
    ),
    "near": ("是不是 {near}？", " Did you mean {near}?"),
    "no_such_option": ("没有选项 {name}。", "There is no option {name}."),
    "no_such_verb": ("没有命令 {name}。", "There is no verb {name}."),
    "missing": ("缺少 {name}。", "{name} is missing."),
    "bad_value": ("{name} 的值不对：{why}", "The value of {name} is wrong: {why}"),
    "no_such_file": ("没有这个文件或者文件夹。", "There is no such file or folder."),
    "no_such_file_cure": (
        "核对路径；相对路径从当前文件夹算起。",
        "Check the path; it counts from the current folder.",
    ),
    "not_allowed": ("没有权限打开。", "It may not be opened."),
    "not_allowed_cure": (
        "核对文件的权限，或者换一个文件夹。",
        "Check its permissions, or choose another folder.",
    ),
    "disk_full": ("磁盘已满。", "The disk is full."),
    "disk_full_cure": (
        "清出空间或者换一个文件夹；没有留下写了一半的结果。",
        "Free some space or choose another folder; nothing half-written was left.",
    ),
    "memory": ("内存不足。", "Memory ran out."),
    "memory_cure": ("用 --memory 限制内存，或者分批运行。", "Set --memory, or run in parts."),
    "system": ("系统拒绝了一项操作。", "The system refused an operation."),
    "fault": ("程序自身出错，不是数据的问题。", "A fault of the program, not of the data."),
    "fault_cure": (
        "设置 XIEZHI_TRACE=1 再运行一次，把输出交给维护者（先删去个人信息）。",
        "Run again with XIEZHI_TRACE=1 and send the output to the maintainers, without personal "
        "data.",
    ),
}
