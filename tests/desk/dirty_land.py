"""A delivery as it comes: an area in words, a day in another form, a column nobody asked for."""

LAND = (
    "文号,图斑号,执法机关,行政区划代码,用地单位,信用代码,占用面积,占用地类,处罚日期,内部备注\r\n"
    "青自然罚〔2025〕1号,T-1,青浦区自然资源局,320803,某市甲砂石厂,,1000,耕地,2025-03-01,a\r\n"
    "青自然罚〔2025〕2号,T-2,青浦区自然资源局,320803,某市乙砂石厂,,约两千,耕地,2025年4月1日,b\r\n"
).encode("gb18030")
TERMS = {
    "basis": "检察院组织法#21",
    "purposes": ["国有财产保护"],
    "valid_until": "2099-12-31",
    "grade": "general",
    "sharing": "conditional",
    "frequency": "once",
    "way": "file",
    "mode": "append",
    "data_as_of": "2025-05-01",
}
