"""Crimes against property, economic crimes against one victim, and graft."""

from xiezhi.twin.stories.shape import Story

_TAKEN = "所得财物价值共计人民币{amount}"
_THEFT = (
    "{when}，{who}窜至{place}，趁无人之机，采用撬锁的方式进入被害人{victim}的住处隔壁仓库，盗走{thing}，经鉴定价值人民币{amount}。",
    "{when}，{who}在{place}，用自制工具将被害人{victim}停放于此的车辆打开，窃得{thing}等财物。经价格认定，被盗物品价值{amount}。",
    "{when}，{who}来到{place}，见四下无人，将被害人{victim}放在柜台内的{thing}盗走，价值人民币{amount}。",
)
_FRAUD = (
    "{when}，{who}在{place}，谎称能够帮助办理工程承包手续，骗取被害人{victim}人民币{amount}。",
    "{when}，{who}虚构经营资金周转的事实，以高息借款为名，在{place}先后骗得被害人{victim}现金{amount}，所得款项被挥霍。",
    "{when}，{who}通过微信添加被害人{victim}为好友后，以购买低价{thing}为由，骗取对方转账人民币{amount}。",
)
_BRIBE = (
    "{when}，{who}利用担任建设管理部门负责人的职务便利，为{victim}在工程款拨付方面提供帮助，在{place}收受{victim}所送现金人民币{amount}。",
)

PROPERTY: dict[str, Story] = {
    "盗窃罪": Story(_THEFT, "以非法占有为目的，秘密窃取他人财物", "loss", _TAKEN),
    "诈骗罪": Story(
        _FRAUD,
        "以非法占有为目的，采用虚构事实、隐瞒真相的方法，骗取他人财物",
        "loss",
        "诈骗数额共计人民币{amount}",
    ),
    "合同诈骗罪": Story(
        (
            "{when}，{who}在{place}以虚假身份与被害人{victim}签订货物买卖合同，收取货款人民币{amount}后逃匿。",
        ),
        "以非法占有为目的，在签订、履行合同过程中，骗取对方当事人财物",
        "loss",
        "骗取财物共计人民币{amount}",
    ),
    "信用卡诈骗罪": Story(
        ("{when}，{who}在{place}冒用被害人{victim}的信用卡在自动取款机上支取现金人民币{amount}。",),
        "以非法占有为目的，冒用他人信用卡",
        "loss",
        "诈骗数额共计人民币{amount}",
    ),
    "保险诈骗罪": Story(
        (
            "{when}，{who}在{place}故意制造车辆碰撞的保险事故，向被害单位某财产保险公司申请理赔，骗取保险金人民币{amount}。",
        ),
        "作为投保人，故意造成财产损失的保险事故，骗取保险金",
        "loss",
        "骗取保险金共计人民币{amount}",
    ),
    "敲诈勒索罪": Story(
        (
            "{when}，{who}在{place}以揭发隐私相要挟，迫使被害人{victim}通过转账方式交付人民币{amount}。",
        ),
        "以非法占有为目的，采用威胁、要挟的方法，强行索取他人财物",
        "loss",
        "敲诈勒索财物共计人民币{amount}",
    ),
    "抢夺罪": Story(
        ("{when}，{who}驾驶摩托车至{place}，趁被害人{victim}不备，夺走其{thing}，价值{amount}。",),
        "以非法占有为目的，公然夺取他人财物",
        "loss",
        _TAKEN,
    ),
    "抢劫罪": Story(
        (
            "{when}，{who}在{place}持刀威胁被害人{victim}，劫得{thing}，价值人民币{amount}。",
            "{when}，{who}经预谋后来到{place}，对被害人{victim}实施殴打，当场劫取现金{amount}。",
        ),
        "以非法占有为目的，采用暴力、胁迫方法劫取他人财物",
        "loss",
        "劫得财物共计人民币{amount}",
    ),
    "职务侵占罪": Story(
        (
            "{when}，{who}利用担任被害单位业务员负责收取货款的职务便利，在{place}将客户{victim}交付的货款人民币{amount}据为己有。",
        ),
        "利用职务上的便利，将本单位财物非法占为己有",
        "loss",
        "侵占单位资金共计人民币{amount}",
    ),
    "挪用资金罪": Story(
        (
            "{when}，{who}利用担任单位出纳的职务便利，在{place}将单位资金人民币{amount}转入个人账户用于营利活动。",
        ),
        "利用职务上的便利，挪用本单位资金归个人使用，进行营利活动",
        "loss",
        "挪用资金共计人民币{amount}",
    ),
    "挪用公款罪": Story(
        (
            "{when}，{who}利用担任单位财务人员的职务便利，在{place}将公款人民币{amount}借给他人进行营利活动。",
        ),
        "身为国家工作人员，利用职务上的便利，挪用公款归个人使用，进行营利活动",
        "loss",
        "挪用公款共计人民币{amount}",
    ),
    "受贿罪": Story(
        _BRIBE,
        "身为国家工作人员，利用职务上的便利，非法收受他人财物，为他人谋取利益",
        "gain",
        "受贿数额共计人民币{amount}",
    ),
    "贪污罪": Story(
        (
            "{when}，{who}利用担任村级报账员协助政府管理专项补助资金的职务便利，在{place}采用虚列名单的手段套取补助款人民币{amount}据为己有。",
        ),
        "身为国家工作人员，利用职务上的便利，骗取公共财物",
        "gain",
        "贪污数额共计人民币{amount}",
    ),
    "单位行贿罪": Story(
        (
            "{when}，{who}为谋取工程承揽中的不正当利益，在{place}给予国家工作人员{victim}人民币{amount}。",
        ),
        "为谋取不正当利益而行贿，情节严重",
        "",
        "行贿数额共计人民币{amount}",
    ),
    "玩忽职守罪": Story(
        (
            "{when}，{who}在{place}负责审核补贴申报材料期间，严重不负责任，未按规定实地核查，致使国家补贴资金被他人骗取，造成经济损失人民币{price}。",
        ),
        "身为国家机关工作人员，严重不负责任，不认真履行职责，致使公共财产遭受重大损失",
    ),
    "故意毁坏财物罪": Story(
        (
            "{when}，{who}因债务纠纷来到{place}，持砖块将被害人{victim}停放的小型轿车砸毁，经鉴定车辆损失价值人民币{amount}。",
        ),
        "故意毁坏他人财物",
        "loss",
        "毁坏财物价值共计人民币{amount}",
    ),
}
