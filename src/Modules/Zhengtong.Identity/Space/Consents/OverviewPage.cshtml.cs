using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Identity.Agents;
using Zhengtong.Identity.Delegations;
using Zhengtong.Identity.Federation;
using Zhengtong.Identity.Model;
using Zhengtong.Identity.Privacy;
using Zhengtong.Identity.Sessions;
using Zhengtong.Identity.SingleSignOn;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Codes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Identity.Space.Consents;

/// <summary>
/// What holds now: versions of the privacy notice that were agreed to, consents, delegations, agents, linked accounts, in one place. Nothing is ended here: each leads to its own page. Of a company
/// the agents and delegations, which its legal representative alone sees (08.14).
/// </summary>
[Authorize(Policies.Applicant)]
[ResponseCache(NoStore = true)]
internal sealed class OverviewPageModel(Database db, FederationProviders providers, TimeProvider clock) : PageModel
{
    private const int Most = 20;

    internal sealed record Row(string Who, string What, string When);

    /// <param name="Href">Where one ends them; null: not his to end.</param>
    internal sealed record Part(string Id, string Title, string Empty, string? Href, string Action, IReadOnlyList<Row> Rows);

    public Party? Company { get; private set; }

    public IReadOnlyList<Part> Parts { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken ct)
    {
        var act = HttpContext.Act(clock);
        Company = act.ActingFor;
        Parts = Company is { } company
            ? await OfCompanyAsync(company, act, ct)
            : [await NoticesAsync(act, ct), await ConsentsAsync(act, ct), await GivenAsync(act, ct), await TakenAsync(act, ct), await AgenciesAsync(act, ct), await LinkedAsync(ct)];
    }

    private async Task<Part> NoticesAsync(Act act, CancellationToken ct)
    {
        var person = act.Actor.Id;
        var found = await db.Set<NoticeAgreement>().AsNoTracking().Where(x => x.PersonId == person).OrderByDescending(x => x.Id).Take(Most).ToListAsync(ct);
        return new Part("notice", "个人信息保护规则", "没有同意过的记录。", NoticePageModel.Path, "阅读现行规则和以前的版本", [.. found.Select(x => new Row(
            $"第 {x.Version} 版", $"{x.End.Name()}同意", LegalDay.Moment(x.AgreedAt)))]);
    }

    private async Task<Part> ConsentsAsync(Act act, CancellationToken ct)
    {
        var person = act.Actor.Id;
        var found = await db.Set<SsoConsent>().AsNoTracking().Where(c => c.PersonId == person && c.EndedAt == null).OrderByDescending(c => c.Id).Take(Most).ToListAsync(ct);
        return new Part("consents", "授权过的系统", "没有授权任何系统取得您的信息。", "/my/consents", "查看全部，撤回授权", [.. found.Select(c => (Consent: c, Terms: GiveConsent.Read(c.Terms))).Select(c => new Row(
            $"{c.Terms.System}（{c.Terms.Organisation}）",
            $"{SsoScopes.DataNames(c.Consent.Scopes)}；{c.Terms.Purpose}",
            $"{LegalDay.Date(LegalDay.Of(c.Consent.GivenAt))}同意（告知内容第 {c.Consent.TextVersion} 版）"))]);
    }

    private async Task<Part> GivenAsync(Act act, CancellationToken ct)
    {
        var person = act.Actor.Id;
        return new Part("given", "您委托的", "没有委托别人替您办事。", "/my/delegations", "查看全部，撤销委托", await DelegationsAsync(act, d => d.PrincipalId == person, d => Mask.Name(d.DelegateName), ct));
    }

    private async Task<Part> TakenAsync(Act act, CancellationToken ct)
    {
        var person = act.Actor.Id;
        return new Part("taken", "委托您的", "没有人委托您办事。", "/my/delegations", "查看全部，不再代办", await DelegationsAsync(act, d => d.DelegateId == person, d => d.PrincipalName, ct));
    }

    private async Task<IReadOnlyList<Row>> DelegationsAsync(Act act, System.Linq.Expressions.Expression<Func<Delegation, bool>> whose, Func<Delegation, string> other, CancellationToken ct)
    {
        var found = await db.MandatesOn(LegalDay.Of(act.At)).AsNoTracking().Where(whose).OrderByDescending(d => d.Id).Take(Most).ToListAsync(ct);
        return [.. found.Select(d => new Row(
            other(d), $"{d.Kind.Name()}：{Mandate.TextOf(Mandate.ScopeOf(d.Scope)).Shortened(80)}；{d.Acts.Text()}", $"{LegalDay.Date(d.From)} 至 {LegalDay.Date(d.Until)}"))];
    }

    private async Task<Part> AgenciesAsync(Act act, CancellationToken ct)
    {
        var person = act.Actor.Id;
        var found = await db.AgenciesOn(LegalDay.Of(act.At)).Where(g => g.PersonId == person)
            .Join(db.Set<Company>(), g => g.CompanyId, c => c.Id, (g, c) => new { c.Name, g.Representative, g.From, g.Until, g.Id }).OrderByDescending(g => g.Id).Take(Most).ToListAsync(ct);
        return new Part("agencies", "您可以为之办事的单位", "没有。", "/my/companies", "查看全部，辞去经办人", [.. found.Select(g => new Row(
            g.Name, g.Representative ? "法定代表人" : "经办人，可以办单位的全部事项", Term(g.From, g.Until)))]);
    }

    private async Task<Part> LinkedAsync(CancellationToken ct)
    {
        var account = User.AccountId();
        var found = await db.Set<LinkedAccount>().AsNoTracking().Where(l => l.AccountId == account && l.EndedAt == null).OrderByDescending(l => l.Id).Take(Most).ToListAsync(ct);
        return new Part("linked", "绑定的第三方账号", "没有绑定。", "/my/profile/linked", "查看全部，解除绑定", [.. found.Select(l => new Row(
            providers.All.FirstOrDefault(p => p.Key == l.Provider)?.Name ?? l.Provider, "可以登录您的账号", $"{LegalDay.Date(LegalDay.Of(l.LinkedAt))}绑定"))]);
    }

    private async Task<IReadOnlyList<Part>> OfCompanyAsync(Party company, Act act, CancellationToken ct)
    {
        if (!await db.DisposesAsync(act, ct))
        {
            return [new Part("agents", "经办人和委托", "单位的经办人和委托由法定代表人查看和管理。", null, "", [])];
        }

        var found = await db.AgenciesOn(LegalDay.Of(act.At)).Where(g => g.CompanyId == company.Id)
            .Join(db.Set<Person>(), g => g.PersonId, p => p.Id, (g, p) => new { p.Name, g.Representative, g.From, g.Until, g.Id }).OrderByDescending(g => g.Id).Take(Most).ToListAsync(ct);
        return
        [
            new Part("agents", "经办人", "没有经办人。", $"/my/companies/{company.Id}/agents", "查看全部，撤销经办人", [.. found.Select(g => new Row(
                Mask.Name(g.Name), g.Representative ? "法定代表人" : "经办人，可以办单位的全部事项", Term(g.From, g.Until)))]),
            new Part("given", "单位给出的委托", "没有限定范围的委托。", "/my/delegations", "查看全部，撤销委托", await DelegationsAsync(act, d => d.PrincipalId == company.Id, d => Mask.Name(d.DelegateName), ct)),
        ];
    }

    private static string Term(DateOnly from, DateOnly? until) => $"{LegalDay.Date(from)} 起，{(until is { } day ? "至 " + LegalDay.Date(day) : "长期")}";
}
