using Microsoft.AspNetCore.Mvc.Rendering;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Calendar;
using Zhengtong.Ui.Components;

namespace Zhengtong.Catalogue.Standards;

/// <summary>What pages call the parts of a standard.</summary>
internal static class StandardWords
{
    public static IReadOnlyList<StandardDomain> Domains { get; } = Enum.GetValues<StandardDomain>();

    public static IReadOnlyList<StandardLevel> Levels { get; } = Enum.GetValues<StandardLevel>();

    public static IReadOnlyList<SelectListItem> DomainOptions { get; } = [.. Domains.Select(d => new SelectListItem(d.Name(), d.ToString()))];

    public static IReadOnlyList<SelectListItem> LevelOptions { get; } = [.. Levels.Select(l => new SelectListItem(l.Name(), l.ToString()))];

    public static IReadOnlyList<SelectListItem> LocalOptions { get; } = [.. LevelOptions.Where(l => l.Value is nameof(StandardLevel.Province) or nameof(StandardLevel.City))];

    public static IReadOnlyList<SelectListItem> FunctionOptions { get; } = [.. StandardFunction.All.Select(f => new SelectListItem(f.Name, f.Key))];

    public static IReadOnlyList<SelectListItem> Votes { get; } = [.. Enum.GetValues<Vote>().Select(v => new SelectListItem(v.Name(), v.ToString()))];

    public static IReadOnlyList<SelectListItem> Duties { get; } = [.. Enum.GetValues<MemberDuty>().Select(d => new SelectListItem(d.Name(), d.ToString()))];

    public static IReadOnlyList<SelectListItem> UpkeepOptions { get; } = [.. Enum.GetValues<UpkeepKind>().Select(k => new SelectListItem(k.Name(), k.ToString()))];

    public static IReadOnlyList<SelectListItem> ApplyOptions { get; } =
        [new(StandardLevel.Province.Name(), nameof(StandardLevel.Province)), new(StandardLevel.National.Name(), nameof(StandardLevel.National))];

    public static string Name(this StandardDomain domain) => domain switch
    {
        StandardDomain.ItemManagement => "政务服务事项管理",
        StandardDomain.ServiceCentre => "政务服务中心建设",
        StandardDomain.ServiceDelivery => "政务服务实施",
        StandardDomain.Hotline => "便民热线运行",
        StandardDomain.ResourceTrading => "公共资源交易",
        StandardDomain.Evaluation => "服务评估评价",
        _ => "",
    };

    public static string Name(this StandardLevel level) => level switch
    {
        StandardLevel.National => "国家标准",
        StandardLevel.Industry => "行业标准",
        StandardLevel.Province => "省级地方标准",
        StandardLevel.City => "市级地方标准",
        StandardLevel.Association => "团体标准",
        _ => "",
    };

    public static string Name(this StandardStatus status) => status switch
    {
        StandardStatus.Proposed => "立项中",
        StandardStatus.Drafting => "起草中",
        StandardStatus.InReview => "评审中",
        StandardStatus.ToPublish => "待发布",
        StandardStatus.Pending => "待实施",
        StandardStatus.InForce => "现行",
        StandardStatus.Replaced => "已被代替",
        StandardStatus.Abolished => "已废止",
        StandardStatus.Returned => "已退回",
        StandardStatus.Rejected => "不予立项",
        StandardStatus.Withdrawn => "已撤回",
        _ => "",
    };

    public static Tone Tone(this StandardStatus status) => status switch
    {
        StandardStatus.InForce => Ui.Components.Tone.Done,
        StandardStatus.Returned or StandardStatus.Replaced => Ui.Components.Tone.Warning,
        StandardStatus.Abolished or StandardStatus.Rejected => Ui.Components.Tone.Danger,
        StandardStatus.Withdrawn => Ui.Components.Tone.Neutral,
        _ => Ui.Components.Tone.Info,
    };

    public static string Name(this Vote vote) => vote switch
    {
        Vote.For => "赞成",
        Vote.Against => "不赞成",
        Vote.Abstain => "弃权",
        _ => "",
    };

    public static string Name(this ReviewResult result) => result switch
    {
        ReviewResult.Passed => "通过",
        ReviewResult.NotPassed => "未通过",
        ReviewResult.NoQuorum => "参加人数不足，须重新评审",
        _ => "",
    };

    public static string Name(this MemberDuty duty) => duty switch
    {
        MemberDuty.Chair => "主任委员",
        MemberDuty.ViceChair => "副主任委员",
        MemberDuty.Member => "委员",
        _ => "",
    };

    public static string Name(this UpkeepKind kind) => kind switch
    {
        UpkeepKind.Amend => "发布修改单",
        UpkeepKind.Continue => "复审结论：继续有效",
        UpkeepKind.Revise => "复审结论：修订",
        UpkeepKind.Abolish => "废止（含复审结论为废止）",
        _ => "",
    };

    /// <summary>What happened to an application, with its days.</summary>
    public static string Course(ExperienceApplication of) => string.Join('，', new[]
    {
        LegalDay.Date(of.SubmittedOn) + "申报",
        of.TakenUpOn is { } taken ? LegalDay.Date(taken) + "受理" : "",
        of.DecidedOn is { } decided ? LegalDay.Date(decided) + (of.Granted == true ? "同意立项" : "未获立项") : "",
        of.PublishedOn is { } published ? $"{LegalDay.Date(published)}发布为 {of.Number}" : "",
    }.Where(t => t.Length > 0));

    public static string Name(this ApplicationStage stage) => stage switch
    {
        ApplicationStage.Submitted => "已申报",
        ApplicationStage.TakenUp => "已受理",
        ApplicationStage.Granted => "同意立项",
        ApplicationStage.Refused => "未获立项",
        ApplicationStage.Published => "已发布为标准",
        _ => "",
    };
}
