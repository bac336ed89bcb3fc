using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Zhengtong.Cases.FirstAsked;
using Zhengtong.Cases.Model;
using Zhengtong.Identity.Model;
using Zhengtong.Identity.Protecting;
using Zhengtong.Identity.SingleSignOn;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Files;
using Zhengtong.Platform.Messaging;
using Zhengtong.Platform.Persistence;
using Zhengtong.Platform.Protection;
using Zhengtong.TestKit;
using Zhengtong.Tests.Integration.Cases.CasePage;

namespace Zhengtong.Tests.Integration.Platform.Protection;

/// <summary>Whoever holds a copy of the database reads nothing of what people wrote into it; the product reads all of it, and can bring it under another key.</summary>
public sealed class SealedColumnsTests
{
    private const string Number = "11010519491231002X";
    private const string Phone = "13800138000";
    private const string Asker = "13787654321";
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Theory, EachDatabase]
    [Requirement("18.08", "18.13")]
    public async Task A_copy_of_the_database_shows_no_number_phone_or_address_of_those_who_applied_asked_or_were_told(Engine engine)
    {
        await using var stage = await OfficeStage.StartAsync(engine);
        await stage.ReviewedAsync();
        await stage.DoAsync<RegisterWindowEnquiry, Guid>("clerk1", (r, act) => r.HandleAsync(new("周小明", Asker, "食品经营许可", "要带什么材料？"), act, Ct));
        await AddAsync(stage.Host, NewDraft("四川省广安市岳池县银城大道 9 号"));
        await stage.Host.InScopeAsync(async s =>
        {
            var db = s.GetRequiredService<Database>();
            s.GetRequiredService<IMessages>().Send(db, new NewMessage(Guid.CreateVersion7(), "通知", "请到武胜县迎宾大道 3 号领取", "raw:1", Email: "someone@example.cn", Phone: Asker));
            await db.SaveChangesAsync(Ct);
        });

        foreach (var text in (string[])[Number, Phone, "金安大道1号", "银城大道", "迎宾大道", Asker, "someone@example.cn", "19900000001", "开办食品经营店", "周小明"])
        {
            Assert.False(await stage.Host.ShowsAsync(text), text);
        }

        // It was looked for where it would be.
        Assert.True(await stage.Host.ShowsAsync("要带什么材料？"));

        var (application, duty) = await stage.Host.InDatabaseAsync(async db =>
            (await db.Set<Application>().AsNoTracking().SingleAsync(Ct), await db.Set<Duty>().AsNoTracking().SingleAsync(d => d.CaseId == null, Ct)));
        Assert.Contains(Number, application.Answers, StringComparison.Ordinal);
        Assert.Equal((Phone, "周小明", Asker), (application.ContactPhone, duty.AskerName, duty.AskerPhone));

        // What went to an address is found by it all the same.
        Assert.Equal(["someone@example.cn"], await stage.Host.InScopeAsync(async s =>
        {
            var to = MessageDispatch.LookupOf(s.GetRequiredService<Lookups>(), "someone@example.cn");
            return await s.GetRequiredService<Database>().Set<MessageDispatch>().Where(d => d.AddressLookup == to).Select(d => d.Address).ToListAsync(Ct);
        }));
    }

    [Theory, EachDatabase]
    [Requirement("18.08")]
    public async Task However_a_row_is_written_its_sealed_columns_are_sealed_and_nothing_compares_them(Engine engine)
    {
        await using var host = await TestHost.StartAsync(engine);
        var (one, many) = (NewDraft("一号"), NewDraft("二号"));
        await AddAsync(host, one);
        await host.InDatabaseAsync(async db =>
        {
            await db.BulkInsertAsync([many], Ct);
            var read = await db.Set<Draft>().FromSqlRaw("select * from cases_draft").ToListAsync(Ct);
            Assert.Equal(["一号", "二号"], read.Select(d => d.DeliveryAddress).Order(StringComparer.Ordinal));

            // One value for two columns is sealed for each.
            const string same = """{"a":1}""";
            await db.Set<Draft>().ExecuteUpdateAsync(
                s => s.SetProperty(d => d.Answers, same).SetProperty(d => d.PrefillSources, same).SetProperty(d => d.DeliveryAddress, "").SetProperty(d => d.ItemName, same), Ct);
            var cleared = await db.Set<Draft>().AsNoTracking().Select(d => new { d.Answers, d.PrefillSources, d.DeliveryAddress, d.ItemName }).FirstAsync(Ct);
            Assert.Equal((same, same, "", same), (cleared.Answers, cleared.PrefillSources, cleared.DeliveryAddress, cleared.ItemName));
            Assert.Equal(0, await db.Set<Draft>().CountAsync(d => d.DeliveryAddress != "", Ct));
            return true;
        });
        Assert.Equal(1, await host.InDatabaseAsync(db => db.Database.SqlQuery<int>($"select cast(count(distinct answers) as int) as \"Value\" from cases_draft").SingleAsync(Ct)));
        Assert.Equal(0, await host.InDatabaseAsync(db => db.Database.SqlQuery<int>($"select cast(count(*) as int) as \"Value\" from cases_draft where answers like '%a%1}}%'").SingleAsync(Ct)));

        var words = "一";
        Func<Database, Task>[] refused =
        [
            db => db.Set<Draft>().AnyAsync(d => d.DeliveryAddress == words, Ct),
            db => db.Set<Draft>().AnyAsync(d => d.Answers.Contains(words), Ct),
            db => db.Set<Draft>().Where(d => d.DeliveryAddress.Length > 3).ToListAsync(Ct),
            db => db.Set<Draft>().OrderBy(d => d.DeliveryAddress).ToListAsync(Ct),
            db => db.Set<Draft>().Select(d => d.ItemName + d.DeliveryAddress).ToListAsync(Ct),
            db => db.Set<Draft>().Where(d => new[] { "一", "二" }.Contains(d.DeliveryAddress)).ToListAsync(Ct),
        ];
        foreach (var query in refused)
        {
            var told = await Assert.ThrowsAsync<InvalidOperationException>(() => host.InDatabaseAsync(async db =>
            {
                await query(db);
                return true;
            }));
            Assert.Contains("is sealed in the store", told.Message, StringComparison.Ordinal);
        }
    }

    [Theory, EachDatabase]
    [Requirement("18.08")]
    public async Task What_was_altered_or_put_into_another_column_does_not_open_and_says_where(Engine engine)
    {
        await using var stage = await OfficeStage.StartAsync(engine);
        await stage.ReceivedAsync();
        var (answers, phone) = (await stage.Host.RawAsync("cases_application", "answers"), await stage.Host.RawAsync("cases_application", "contact_phone"));
        var altered = answers[..^20] + (answers[^20] == 'A' ? 'B' : 'A') + answers[^19..];
        foreach (var wrong in (string[])[altered, phone, "{}"])
        {
            await stage.Host.InDatabaseAsync(db => db.WriteAsync(() => db.Database.ExecuteSqlAsync($"update cases_application set answers = {wrong}", Ct), Ct));
            var refused = await Assert.ThrowsAsync<CryptographicException>(() => stage.Host.InDatabaseAsync(db => db.Set<Application>().AsNoTracking().SingleAsync(Ct)));
            Assert.Contains("cases_application.answers does not open", refused.Message, StringComparison.Ordinal);
        }

        Assert.Equal(1, await KeyVerbs.Reseal.Run(stage.Host.Services, [], Ct));
    }

    [Theory, EachDatabase]
    [Requirement("18.08")]
    public async Task Everything_is_sealed_under_a_new_key_beside_running_work_and_the_old_key_is_of_no_use_any_more(Engine engine)
    {
        await using var stage = await OfficeStage.StartAsync(engine);
        await stage.ReceivedAsync();
        var draft = NewDraft("起点");
        await AddAsync(stage.Host, draft);
        stage.Host.Services.GetRequiredService<SsoKeys>().Signing(old: false);
        var content = RandomNumberGenerator.GetBytes(200_000);
        var key = await KeepAsync(stage.Host, content);
        var former = await KeysAsync(stage.Host);
        var before = await RawAsync(stage.Host);

        // Somebody saves all the while.
        var last = "";
        var work = Task.Run(
            async () =>
            {
                for (var i = 0; i < 60; i++)
                {
                    last = $"第 {i} 号";
                    await stage.Host.InDatabaseAsync(async db =>
                    {
                        (await db.Set<Draft>().SingleAsync(d => d.Id == draft.Id, Ct)).DeliveryAddress = last;
                        await db.SaveChangesAsync(Ct);
                        return true;
                    });
                }
            },
            Ct);
        Assert.Equal(2, await KeyVerbs.Reseal.Run(stage.Host.Services, ["--all"], Ct));
        Assert.Equal(0, await KeyVerbs.Reseal.Run(stage.Host.Services, [Reseal.WithNewKey], Ct));
        await work;
        Assert.Equal(0, await KeyVerbs.Reseal.Run(stage.Host.Services, [], Ct));
        var again = await stage.Host.InScopeAsync(s => s.GetRequiredService<Reseal>().RunAsync(_ => { }, Ct));
        Assert.True(again.Rows > 20);
        Assert.Equal((0L, 0L), (again.Renewed, again.Closed));
        Assert.All((await RawAsync(stage.Host)).Zip(before), x => Assert.NotEqual(x.First, x.Second));

        // The keys of before are gone, and everything opens.
        await stage.Host.InDatabaseAsync(db => db.DataProtectionKeys.Where(k => former.Contains(k.Id)).ExecuteDeleteAsync(Ct));
        var file = stage.Host.Services.GetRequiredService<ProtectionKeyFile>().Path;
        var folder = stage.Host.Services.GetRequiredService<IConfiguration>()["Files:Folder"];
        await using var later = await TestHost.StartAsync(engine, b =>
            (b.Configuration["Database:Connection"], b.Configuration["Protection:KeyFile"], b.Configuration["Files:Folder"]) = (stage.Host.Connection, file, folder));
        var (application, kept, person, account) = await later.InDatabaseAsync(async db => (
            await db.Set<Application>().AsNoTracking().SingleAsync(Ct), await db.Set<Draft>().AsNoTracking().SingleAsync(d => d.Id == draft.Id, Ct),
            await db.Set<Person>().AsNoTracking().OrderBy(p => p.Id).FirstAsync(Ct), await db.Set<Account>().AsNoTracking().SingleAsync(a => a.Login == "zhangsan", Ct)));
        Assert.Contains(Number, application.Answers, StringComparison.Ordinal);
        Assert.Equal(last, kept.DeliveryAddress);
        var personal = later.Services.GetRequiredService<PersonalData>();
        Assert.Equal(18, personal.Open(person.IdNumberHidden).Length);
        Assert.Equal(account.PhoneLookup, personal.PhoneLookup(personal.Open(account.PhoneHidden)));
        Assert.NotNull(later.Services.GetRequiredService<SsoKeys>().Signing(old: false));
        using var back = new MemoryStream();
        await using var opened = await later.Services.GetRequiredService<IFileStore>().OpenAsync(key, Ct);
        await opened!.CopyToAsync(back, Ct);
        Assert.Equal(content, back.ToArray());
    }

    private static Task<List<int>> KeysAsync(TestHost host) => host.InDatabaseAsync(db => db.DataProtectionKeys.Select(k => k.Id).ToListAsync(Ct));

    private static async Task<string[]> RawAsync(TestHost host) =>
    [
        await host.RawAsync("cases_application", "answers"), await host.RawAsync("cases_application", "contact_phone"), await host.RawAsync("identity_oidc_key", "value"),
        await host.InDatabaseAsync(db => db.Set<Person>().OrderBy(p => p.Id).Select(p => p.IdNumberHidden).FirstAsync(Ct)),
    ];

    private static Task<string> KeepAsync(TestHost host, byte[] content) => host.InScopeAsync(async s =>
    {
        var key = (await s.GetRequiredService<IFileStore>().PutAsync(new MemoryStream(content), Ct)).Value;
        var db = s.GetRequiredService<Database>();
        db.Add(StoredFile.Of(key, "a.pdf", FileKind.Pdf, content.Length, key, Guid.CreateVersion7(), Act.BySystem("测试", host.Clock.GetUtcNow().UtcDateTime)));
        await db.SaveChangesAsync(Ct);
        return key;
    });

    private static Task<bool> AddAsync(TestHost host, object row) => host.InDatabaseAsync(async db =>
    {
        db.Add(row);
        await db.SaveChangesAsync(Ct);
        return true;
    });

    private static Draft NewDraft(string address) => new()
    {
        Id = Guid.CreateVersion7(), PartyId = Guid.CreateVersion7(), PartyKind = PartyKind.Person, PartyName = "张三", CreatedById = Guid.CreateVersion7(), ItemVersionId = Guid.CreateVersion7(),
        ItemCode = "X", ItemName = "某事项", FormKey = "person-basic", FormVersion = "s1", DeliveryAddress = address,
        Answers = $$"""{"phone":"{{Asker}}","address":"{{address}}"}""",
        CreatedAt = TestHost.Monday.UtcDateTime, SavedAt = TestHost.Monday.UtcDateTime,
    };
}
