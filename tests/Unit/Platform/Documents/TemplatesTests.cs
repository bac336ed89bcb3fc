using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Documents;
using Zhengtong.Platform.Outcomes;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Unit.Platform.Documents;

public sealed class TemplatesTests
{
    private const string Key = "test.notice";

    [Fact]
    [Requirement("03.18")]
    public async Task Editing_makes_a_new_version_and_leaves_the_old_one()
    {
        await using var rows = await Seeded("# 通知\n{{applicant}}");

        var saved = await Edit(rows, "# 新通知\n{{applicant}}");

        Assert.Equal(2, saved.Value.Version);
        var versions = await rows.InScopeAsync(s => s.GetRequiredService<Templates>().VersionsAsync(Key, CancellationToken.None));
        Assert.Equal([(2, true, "# 新通知\n{{applicant}}"), (1, false, "# 通知\n{{applicant}}")], versions.Select(v => (v.Version, v.Active, v.Body)));
        Assert.Equal("王编辑", versions[0].CreatedByName);
    }

    [Fact]
    public async Task A_faulty_body_is_not_saved()
    {
        await using var rows = await Seeded("{{applicant}}");

        var saved = await Edit(rows, "好\n{{someone}}");

        Assert.Equal("documents.template-unknown-field", saved.Problems[0].Code);
        Assert.Contains("第 2 行", saved.Problems[0].Message, StringComparison.Ordinal);
        Assert.Equal(1, (await Active(rows))!.Version);
    }

    [Fact]
    public async Task A_template_nobody_declared_cannot_be_edited()
    {
        await using var rows = await PlatformRows.CreateAsync();

        Assert.Equal("documents.template-unknown", (await Edit(rows, "x")).Problems[0].Code);
    }

    [Fact]
    public async Task Seeding_twice_changes_nothing_and_a_new_seed_replaces_only_an_old_seed()
    {
        await using var rows = await Seeded("甲 {{applicant}}");
        await Seed(rows, "甲 {{applicant}}");
        Assert.Equal(1, (await Active(rows))!.Version);

        await Seed(rows, "乙 {{applicant}}");
        Assert.Equal((2, "乙 {{applicant}}"), ((await Active(rows))!.Version, (await Active(rows))!.Body));

        await Edit(rows, "丙 {{applicant}}");
        await Seed(rows, "丁 {{applicant}}");
        Assert.Equal("丙 {{applicant}}", (await Active(rows))!.Body);
    }

    [Fact]
    public async Task Modules_templates_come_in_by_their_source()
    {
        await using var rows = await PlatformRows.CreateAsync(more: s => s.AddSingleton<ITemplateSource, Source>());

        await rows.InScopeAsync(async s =>
        {
            await s.GetRequiredService<Templates>().EnsureSeededAsync(CancellationToken.None);
            return true;
        });

        Assert.Equal("申请人", Assert.Single((await Active(rows))!.DeclaredFields).Label);
    }

    private static async Task<PlatformRows> Seeded(string body)
    {
        var rows = await PlatformRows.CreateAsync();
        await Seed(rows, body);
        return rows;
    }

    private static Task<bool> Seed(PlatformRows rows, string body) => rows.InScopeAsync(async s =>
    {
        await s.GetRequiredService<Templates>().EnsureSeededAsync([Made(body)], CancellationToken.None);
        return true;
    });

    private static TemplateSeed Made(string body) => new(Key, "通知", body, [new TemplateField("applicant", "申请人")]);

    private static Task<DocumentTemplate?> Active(PlatformRows rows) => rows.InScopeAsync(s => s.GetRequiredService<Templates>().GetActiveAsync(Key, CancellationToken.None));

    private static Task<Outcome<DocumentTemplate>> Edit(PlatformRows rows, string body) => rows.InScopeAsync(s => s.GetRequiredService<Templates>().SaveNewVersionAsync(
        Key, "通知", body, new Act(new Actor(Guid.CreateVersion7(), "王编辑", ActorKind.Staff), null, End.Pc, "改文字", rows.Clock.GetUtcNow().UtcDateTime), CancellationToken.None));

    private sealed class Source : ITemplateSource
    {
        public IEnumerable<TemplateSeed> Templates => [Made("{{applicant}}")];
    }
}
