using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Elements;
using Zhengtong.Catalogue.Import;

namespace Zhengtong.Catalogue.Sheets;

/// <summary>How a column is filled in (填写说明): what belongs into it, an example that is read as it stands, and the values that a cell may have where they are counted. Pure.</summary>
internal sealed record SheetGuide(string How, string Example, IReadOnlyList<string> Values)
{
    private const string Elsewhere = "只供查看，不能在表格里修改；新事项留空，导入后到事项变更里填写。";
    private static readonly IEnumerable<int> Levels = Enumerable.Range(1, 6);

    private static readonly Dictionary<string, SheetGuide> Heads = new(StringComparer.Ordinal)
    {
        [SheetHead.Code] = Of("必填。已有事项按导出的填写，新事项填 31 位实施编码。", "11450721MB155808114000104002000"),
        [SheetHead.Version] = Of("已有事项填导出时的版本号，说明在哪一版上修改；新事项留空。", "3"),
        [SheetHead.Region] = Of("新事项必填，填区划代码；已有事项不能改。", "511602"),
        [SheetHead.Organisation] = Of("新事项必填，填单位全称，须已登记；已有事项不能改。", "广安区市场监督管理局"),
        [SheetHead.Name] = Of("必填，不超过 1000 字。", "食品经营许可"),
        [SheetHead.OrganisationCode] = Of("实施主体的统一社会信用代码。新事项填了这一列，可以不填实施主体名称；已有事项不能改。", "115113010087783353"),
        [SheetHead.CatalogueCode] = Of("只供查看，取自实施编码。", "000104002000"),
        [SheetHead.Status] = Of("只供查看。暂停、恢复、取消到事项变更里办理；新事项留空。", "1"),
        [SheetHead.PlanEffective] = Of("留空为批准后立即生效；填写的应是今天以后的日期。", "2026-06-01"),
        [SheetHead.PlanCancel] = Of("到这一天不再受理；不取消的留空。应晚于计划生效日期。", "2027-06-01"),
    };

    private static readonly Dictionary<string, SheetGuide> Columns = new(StringComparer.Ordinal)
    {
        ["type"] = Of("新事项必填，填名称或代码。", "行政许可", ItemTypes.All.Select(t => t.Key)),
        ["legalBasis"] = Of("一行一条，写明法律名称和条款。", "《食品安全法》第三十五条"),
        ["authorityScope"] = Of("写明各级的权限划分。", "县级负责本行政区域内的食品经营许可"),
        ["useLevels"] = Of("一行一个，或用顿号隔开。", "市级、县级", Levels.Select(ItemElements.Level)),
        ["powerSource"] = Of("填一项，可留空。", "法定本级行使", Levels.Select(n => ItemElements.PowerSourceName(Text(n)))),
        ["entrustedBy"] = Of("权力来源是委托的，填委托部门全称。", "广安市市场监督管理局"),
        ["supervisedBy"] = Of("谁监管许可之后的活动。", "广安区市场监督管理局"),
        ["handlingItems"] = Of("业务办理项，一行一个：序号｜名称。序号两位。", "01｜新办\n02｜延续"),
        ["audience"] = Of("第一行填范围，第二行可写原文。", "个人和经营主体\n从事食品经营的单位和个人", ["个人", "经营主体", "个人和经营主体"]),
        ["conditions"] = Of("一行一个条件。", "有固定的经营场所\n有相应的设备"),
        ["limits"] = Of("每行：法定或承诺｜时限｜说明。时限写成“20个工作日”“30个自然日”或“3个月”，说明可不写。", "法定｜20个工作日\n承诺｜5个工作日｜受理之日起"),
        ["handlingKind"] = Of("填一项。", "承诺件", ["即办件", "承诺件"]),
        ["specialSteps"] = Of("每行：种类｜名称｜工作日｜依据｜计入或不计入法定时限｜收费或不收费｜收费依据。种类：现场勘验、技术审查、听证论证。", "现场勘验｜场所核查｜5｜《行政许可法》第四十五条｜不计入｜不收费"),
        ["uncountedSteps"] = Of("每行：环节｜依据｜工作日｜说明。", "公示｜《行政许可法》第四十五条｜7"),
        ["situations"] = Of("每行：编号｜名称｜说明。编号不能重复；已有情形的编号不要改。", "shop｜开店｜有店面的"),
        ["materials"] = Of(
            "每行一份：名称｜形式｜份数｜必要或非必要｜来源渠道｜来源说明｜适用情形的编号（几种用顿号隔开，空为全部）｜备注。来源渠道：申请人自备、政府部门核发、其他。不写“其他材料”。",
            "申请书｜原件｜1｜必要｜申请人自备\n营业执照｜复印件｜1｜必要｜政府部门核发｜市场监管部门"),
        ["result"] = Of("名称｜类型代码｜有效期月数。类型：1 证照、2 批文、3 其他、4 无。有效期可不写。", "食品经营许可证｜1｜60"),
        ["fee"] = Of("第一行：收费、不收费或未说明；第二行：说明，没有写 -；以后每行一项：名称｜标准｜依据。", "收费\n-\n工本费｜10元｜川价费〔2001〕1号"),
        ["onlinePayment"] = Of("填一项；收费的必填，不收费的填不支持或留空。", "支持", ["支持", "不支持"]),
        ["visits"] = Of("整数。", "0"),
        ["visitsReason"] = Of("到现场次数大于 0 的必填。", "需要现场核验"),
        ["onlineDepth"] = Of("按实际填写，全程可网办的写“全程网办”。", "全程网办"),
        ["handleForms"] = Of("一行一个，或用顿号隔开。", "窗口、电脑端网上", ((int[])[1, 2, 3, 4, 9]).Select(n => ItemElements.HandleFormName(Text(n)))),
        ["entersHall"] = Of("填一项，可留空。", "是", ["是", "否"]),
        ["crossRegion"] = Of("填一项，不通办的留空。", "全省", Levels.Select(n => ItemElements.CrossRegionName(Text(n)))),
        ["tolerance"] = Of("可容缺受理的，填补正的工作日数；不可容缺的留空。", "5"),
        ["tags"] = Of("一行一个，或用顿号隔开。不能与要素矛盾。", "网上办", ItemTags.Names.Values),
        ["risks"] = Of("属于哪一类不得告知承诺的情形，没有的留空。", "公共安全", ItemRisks.Names.Values),
        ["places"] = Of("每行：名称｜地址｜办公时间｜电话。", "政务服务中心｜金安大道1号｜周一至周五 9:00-17:00｜0826-2345678"),
        ["consult"] = Of("带区号的电话。", "0826-2345678"),
        ["complaint"] = Of("带区号的电话，不能与咨询电话相同。", "0826-8765432"),
        ["questions"] = Of("每行：问题｜回答。", "要多久？｜五个工作日。"),
        ["remarks"] = Of("通俗说明，每行：要素名称｜备注。", "办理条件｜有门面就行"),
    };

    /// <summary>Where the national field is filled in otherwise than our cell.</summary>
    private static readonly Dictionary<string, SheetGuide> National = new(StringComparer.Ordinal)
    {
        ["task_type"] = Of("新事项必填，GB/T 39046 A.1。", "01", ItemTypes.All.Select(t => t.Value)),
        ["use_level"] = Of("1 国家 2 省 3 市 4 县 5 乡 6 村；几级用 ^ 隔开。", "3^4", Levels.Select(Text)),
        ["power_source"] = Of("1 法定本级行使 2 上级下放 3 上级授权 4 同级授权 5 上级委托 6 同级委托。", "1", Levels.Select(Text)),
        ["server_type"] = Of("1 自然人 2 企业法人 3 事业法人 4 社会组织法人 5 行政机关 6 其他组织；几种用 ^ 隔开。", "1^2", Levels.Select(Text)),
        ["anticipate_day"] = Of("法定办结时限的天数，整数。", "20"),
        ["anticipate_type"] = Of("1 工作日 2 自然日 3 月；留空为工作日。先填天数。", "", []),
        ["anticipate_explain"] = Of("法定时限的说明。", "《行政许可法》第四十二条"),
        ["promise_day"] = Of("承诺办结时限的天数，整数，不能长于法定时限。", "5"),
        ["promise_type"] = Of("1 工作日 2 自然日 3 月；留空为工作日。先填天数。", "", []),
        ["promise_explain"] = Of("承诺时限的说明。", "受理之日起"),
        ["project_type"] = Of("1 即办件 2 承诺件。", "2", ["1", "2"]),
        ["material_name"] = Of(
            "每行一份：名称｜形式｜份数｜是否必要（1 必要 2 非必要）｜来源渠道（10 申请人自备 20 政府部门核发 99 其他）｜来源说明｜适用情形的编号｜备注。", "申请书｜原件｜1｜1｜10\n营业执照｜复印件｜1｜1｜20"),
        ["result_name"] = Of("结果文书的名称，没有的留空。", "食品经营许可证"),
        ["result_type"] = Of("1 证照 2 批文 3 其他 4 无。", "1", ["1", "2", "3", "4"]),
        ["resultMonths"] = Of("有效期的月数，整数；长期有效的留空。", "60"),
        ["is_fee"] = Of("1 收费 0 不收费。", "0", ["1", "0"]),
        ["feeText"] = Of("收费的说明。", "按标准执行"),
        ["fee_stand"] = Of("一行一项：名称｜标准｜依据。", "工本费｜10元｜川价费〔2001〕1号"),
        ["online_handle_depth"] = Of("1 互联网咨询 2 收件 3 预审 4 受理 5 办理 6 办理结果信息反馈 7 电子证照反馈 9 其他；几项用 ^ 隔开。", "1^2^4^5", ["1", "2", "3", "4", "5", "6", "7", "9"]),
        ["handle_type"] = Of("1 窗口 2 电脑端网上 3 移动端 4 快递申请 9 其他；几种用 ^ 隔开。", "1^2", ["1", "2", "3", "4", "9"]),
        ["is_pay_online"] = Of("1 支持 0 不支持；收费的必填。", "0", ["1", "0"]),
        ["is_entry_center"] = Of("1 是 0 否。", "1", ["1", "0"]),
        ["handle_area"] = Of("1 全国 2 全省 3 全市 4 全县 5 全镇 6 跨村；不通办的留空。", "2", Levels.Select(Text)),
    };

    public static SheetGuide OfHead(string name) => Heads[name];

    public static SheetGuide OfColumn(SheetColumn column) =>
        column.Take is null ? new(Elsewhere, "", []) : National.GetValueOrDefault(column.Key) ?? Columns[column.Key];

    private static SheetGuide Of(string how, string example, IEnumerable<string>? values = null) => new(how, example, [.. values ?? []]);

    private static string Text(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
