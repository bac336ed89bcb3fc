using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Model;
using Zhengtong.Catalogue.Standards;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;
using Zhengtong.Platform.Regions;
using Zhengtong.Tests.Integration.Cases.Accept;
using Zhengtong.Tests.Integration.Catalogue.Standards;

namespace Zhengtong.Tests.Integration.Web;

/// <summary>A standard that is being drafted and one before a committee, the committee, a programme, an experience.</summary>
internal sealed class AccessStandards(WindowStage window, List<Subject> subjects)
{
    private const string Province = "51";

    public async Task MakeAsync()
    {
        await window.Host.InDatabaseAsync(async db =>
        {
            if (!await db.Set<Region>().AnyAsync(r => r.Code == "5116"))
            {
                await db.BulkInsertAsync(RegionFile.Read(new StringReader("code,name\n51,四川省\n5116,广安市\n511602,广安区\n511603,前锋区\n"), []).Regions, default);
            }

            return true;
        });
        var owner = (await window.ActAsync("editor1")).Actor.Post!;
        Func<Visitor, bool> proposed = v => v.Post switch
        {
            { Role: Roles.CatalogueManager or Roles.Supervisor or Roles.Administrator } post => AccessSubjects.Below(owner.RegionCode, post),
            { Role: Roles.ItemEditor } post => post.OrganisationId == owner.OrganisationId,
            _ => false,
        };
        Func<Visitor, bool> ofProvince = v => v.Post is { } post && (post.RegionCode.StartsWith(Province, StringComparison.Ordinal) || AccessSubjects.Below(Province, post));

        var drafting = await ProposeAsync("正在起草的规范甲");
        Add(SubjectKind.Standard, "standard in drafting", proposed, drafting, $"{drafting}", "正在起草的规范甲");
        var committee = await window.DoAsync<KeepCommittee, Guid>((k, act) => k.FoundAsync(new() { Name = "省标准化技术委员会", Document = "川标〔2026〕1号" }, act, default), "province1");
        Add(SubjectKind.TechnicalCommittee, "committee", ofProvince, committee, $"{committee}");
        var expert = (await window.ActAsync("expert1")).Actor.Id;
        await DoneAsync<KeepCommittee>((k, act) => k.SeatAsync(committee, new() { Staff = expert, Duty = MemberDuty.Chair, From = new(2026, 1, 1), To = new(2028, 1, 1) }, act, default), "province1");

        var reviewed = await ProposeAsync("评审中的规范乙");
        await DoneAsync<DecideProject>((d, act) => d.ApproveAsync(reviewed, "广市标〔2026〕1号", act, default), "city1");
        await DoneAsync<ReviewStandard>((r, act) => r.OpenAsync(reviewed, committee, new DateOnly(2026, 3, 20), act, default), "city1");
        Add(SubjectKind.Standard, "standard in review", v => proposed(v) || v.Actor?.Id == expert, reviewed, $"{reviewed}", "评审中的规范乙");

        var programme = await window.DoAsync<KeepProgramme, Guid>((k, act) => k.MakeAsync(new() { Name = "省级十六项", Target = 16, Deadline = new(2026, 12, 31) }, act, default), "province1");
        await DoneAsync<KeepProgramme>((k, act) => k.PlaceAsync(drafting, programme, null, act, default), "province1");
        Add(SubjectKind.StandardProgramme, "programme", ofProvince, programme, $"{programme}");

        var facts = new KeepExperience.Command { Title = "一窗通办经验丙", Domain = StandardDomain.ServiceDelivery, Origin = "试点", Results = "减少等候" };
        var experience = await window.DoAsync<KeepExperience, Guid>((k, act) => k.RecordAsync(facts, act, default), "editor1");
        Add(SubjectKind.StandardExperience, "experience", proposed, experience, $"{experience}", facts.Title);
    }

    private async Task<Guid> ProposeAsync(string title)
    {
        await using var text = new MemoryStream(StandardsStage.Pdf);
        return await window.DoAsync<ProposeStandard, Guid>(
            (p, act) => p.HandleAsync(StandardsStage.Project(title, StandardLevel.City), false, null, null, new(text, "送审稿.pdf"), act, default), "editor1");
    }

    private async Task DoneAsync<T>(Func<T, Act, Task<Outcome>> run, string login)
        where T : notnull => await window.DoAsync<T, bool>(async (s, act) => await run(s, act) is { Ok: false } refused ? Outcome<bool>.Because(refused.Problems) : true, login);

    private void Add(SubjectKind kind, string name, Func<Visitor, bool> may, Guid id, params string[] secrets) =>
        subjects.Add(new Subject(kind, name, new() { ["id"] = $"{id}" }, may, secrets));
}
