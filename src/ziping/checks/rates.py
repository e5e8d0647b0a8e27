"""Rates that are parts of a whole: at most 100%, and normally near to it."""

from __future__ import annotations

from ziping.patterns import pattern

PARTS = (
    "合格", "达标", "完好", "覆盖", "准确", "到位", "发放", "知晓", "成功", "成活", "保存", "保有", "回收", "正常",
    "在线", "入学", "参保", "优良", "通过", "普及", "受理", "办结", "化解", "安置", "公开", "兑现", "出勤", "回复",
    "整改", "处理", "及时", "完整", "规范", "验收", "支付", "响应", "满意",
)  # fmt: skip
"""What 率 is put behind. A 完成率 is not among them: more than all may be done."""
BOUNDED = pattern(rf"(?:{'|'.join(PARTS)})率|满意度")
