"""The figures of a unit by what they mean: forms and sets hold the same figure under different Chinese names."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import msgspec

from ziping.domain.model import EMPTY, Entry, SelfEvaluation

VOCABULARY: Mapping[str, tuple[str, ...]] = {
    # 人员
    "编制数": ("编制数", "财政供养人员编制数", "在职人员控制率对比数"),
    "行政编制": ("行政编制",),
    "事业编制": ("事业编制",),
    "在职人数": (
        "年末实有在职人数",
        "在职人数",
        "实际在职人数",
        "财政供养人员年末实际在职人数",
        "在职人员控制率实际数",
    ),
    "行政人员": ("行政人员",),
    "事业人员": ("事业人员",),
    "上年末在职人数": ("上年末实有在职人数",),
    "招录人数": ("本年招录引进人数",),
    "调入人数": ("本年调入人数",),
    # 预算
    "年初预算": ("年初批复预算", "年初预算支出"),
    "年初基本支出": ("年初基本支出",),
    "年初项目支出": ("年初项目支出",),
    "年初工资福利支出": ("年初工资福利支出",),
    "年初商品和服务支出": ("年初商品和服务支出",),
    "年初对个人和家庭补助": ("年初对个人和家庭补助",),
    "年中追加": ("年中追加", "年内调整预算"),
    "上年结转": ("上年结转", "年初结转和结余"),
    "基本支出上年结转": ("基本支出上年结转",),
    "项目支出上年结转": ("项目支出上年结转",),
    "全年预算": ("全年预算", "全年可执行预算"),
    "收入预算": ("收入预算", "年初预算收入"),
    "支出预算": ("支出预算",),
    "预算基本支出": ("支出预算/基本支出",),
    "预算项目支出": ("支出预算/项目支出",),
    "预算人员经费": ("支出预算/人员经费",),
    "预算公用经费": ("支出预算/公用经费",),
    # 收入、支出、结转
    "本年收入": ("本年收入合计", "决算收入"),
    "其他各项收入": ("其他各项收入",),
    "支出合计": ("本年支出合计", "全年支出决算", "决算支出", "支出合计"),
    "基本支出": ("决算基本支出", "本年支出合计/基本支出"),
    "项目支出": (
        "决算项目支出",
        "项目支出本年决算数",
        "本年支出合计/项目支出",
        "全年支出决算/项目支出",
    ),
    "人员经费": ("人员经费",),
    "公用经费": ("日常公用经费", "本年支出合计/公用经费", "全年支出决算/公用经费", "公用经费本年决算数"),
    "工资福利支出": ("决算工资福利支出",),
    "商品和服务支出": ("决算商品和服务支出",),
    "对个人和家庭补助": ("决算对个人和家庭补助",),
    "年末结转": ("年末结转和结余", "年末结转结余"),
    # 功能分类
    "一般公共预算支出": ("一般公共预算支出",),
    "一般公共服务": ("一般公共服务决算",),
    "社会保障和就业": ("社会保障和就业决算",),
    "卫生健康": ("卫生健康决算",),
    "住房保障": ("住房保障决算",),
    "公共安全": ("公共安全决算",),
    "其他各类": ("其他各类决算",),
    "政府性基金支出": ("政府性基金支出",),
    "国资预算支出": ("国资预算支出",),
    "一般公共预算支出预算": ("一般公共预算支出预算",),
    "一般公共服务预算": ("一般公共服务预算",),
    "社会保障和就业预算": ("社会保障和就业预算",),
    "卫生健康预算": ("卫生健康预算",),
    "住房保障预算": ("住房保障预算",),
    "公共安全预算": ("公共安全预算",),
    "其他各类预算": ("其他各类预算",),
    # “三公”经费、公务接待
    "三公经费": ("三公经费", "三公经费本年决算数", "三公经费控制率实际数"),
    "因公出国费": ("因公出国费", "出国经费本年决算数"),
    "公务用车费": ("公务用车费", "公务用车经费本年决算数"),
    "公车购置费": ("公务用车购置费", "公车购置本年决算数"),
    "公车运行费": ("公务用车运行维护费", "公车运行维护本年决算数"),
    "公务接待费": ("公务接待费", "公务接待本年决算数"),
    "国内公务接待": ("国内公务接待支出",),
    "外事接待": ("外事接待支出",),
    "接待人次": ("国内公务接待人次",),
    "三公经费预算": ("三公经费预算", "三公经费本年预算数", "三公经费控制率对比数"),
    "因公出国费预算": ("因公出国费预算", "出国经费本年预算数"),
    "公务用车费预算": ("公务用车费预算", "公务用车经费本年预算数"),
    "公车购置费预算": ("公车购置本年预算数",),
    "公车运行费预算": ("公车运行维护本年预算数",),
    "公务接待费预算": ("公务接待费预算", "公务接待本年预算数"),
    # 机关运行、政府采购、楼堂馆所
    "机关运行经费": ("机关运行经费",),
    "政府采购": ("政府采购支出总额", "政府采购金额本年决算数"),
    "楼堂馆所": ("楼堂馆所实际投资",),
    # 项目支出明细
    "业务工作经费": ("业务工作经费本年决算数",),
    "运行维护经费": ("运行维护经费本年决算数",),
    "专项资金": ("专项资金本年决算数",),
    "项目支出预算": ("项目支出本年预算数",),
    "业务工作经费预算": ("业务工作经费本年预算数",),
    "运行维护经费预算": ("运行维护经费本年预算数",),
    "专项资金预算": ("专项资金本年预算数",),
    # 预算绩效管理
    "编制绩效目标项目数": ("编制绩效目标项目数",),
    # 上年
    "上年一般公共预算支出": ("上年一般公共预算支出",),
    "上年其他财政拨款": ("上年其他财政拨款",),
    "上年财政拨款总计": ("上年财政拨款总计",),
    "上年其他收入和结转": ("上年其他收入和结转",),
    "上年收支总计": ("上年收支总计",),
    "上年三公经费": ("上年三公经费", "三公经费上年决算数"),
    "上年因公出国费": ("上年因公出国费", "出国经费上年决算数"),
    "上年公务用车费": ("上年公务用车费", "公务用车经费上年决算数"),
    "上年公务接待费": ("上年公务接待费", "公务接待上年决算数"),
    "上年项目支出": ("上年项目支出", "项目支出上年决算数"),
    "上年公用经费": ("公用经费上年决算数",),
    "上年机关运行经费": ("上年机关运行经费",),
    "基本支出增减": ("基本支出较上年增减",),
    "公用经费降幅": ("公用经费降幅",),
    # 资产
    "固定资产": ("配置固定资产",),
    "通用设备": ("通用设备",),
    "家具用具": ("家具用具",),
    "新购资产": ("新购资产",),
    "调拨资产": ("调拨资产",),
}
"""What a figure means → the names forms and sets hold it under, the usual one first. “支出预算/基本支出” is the
figure 基本支出 of a form that also has 支出预算: the same word means the budget there and the outlay elsewhere."""


class Figure(msgspec.Struct, frozen=True):
    """A figure of the unit: its name in this workbook (where it has none, what it is called elsewhere), its cell."""

    name: str
    entry: Entry = EMPTY

    @property
    def asked(self) -> bool:
        """Whether the workbook has a cell for it."""
        return bool(self.entry.cell)

    @property
    def number(self) -> Decimal | None:
        return self.entry.amount()


class Figures:
    """The figures that the forms of a workbook share, by concept of the vocabulary."""

    def __init__(self, model: SelfEvaluation) -> None:
        self._entries = model.facts
        self._keys = model.fact_names or {key: key for key in model.facts}

    @property
    def filled(self) -> bool:
        """Whether any figure that the vocabulary knows is filled in."""
        return any(self.find(concept).number is not None for concept in VOCABULARY)

    def find(self, concept: str) -> Figure:
        """The figure: of several names the first that is filled, else the first there is a cell for."""
        found = [figure for name in VOCABULARY[concept] if (figure := self._named(name)).asked]
        filled = [figure for figure in found if figure.number is not None]
        return next(iter(filled or found), Figure(VOCABULARY[concept][0].rpartition("/")[2]))

    def _named(self, name: str) -> Figure:
        beside, _, own = name.rpartition("/")
        key = self._keys.get(own) if not beside or beside in self._keys else None
        return Figure(own, EMPTY if key is None else self._entries.get(key, EMPTY))
