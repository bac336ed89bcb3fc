using System.Data.Common;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Xunit;
using Zhengtong.Identity.Agents;
using Zhengtong.Identity.Contracts;
using Zhengtong.Identity.Delegations;
using Zhengtong.Identity.Demo;
using Zhengtong.Identity.Entering;
using Zhengtong.Identity.Model;
using Zhengtong.Identity.Protecting;
using Zhengtong.Identity.Registering;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Codes;
using Zhengtong.Platform.Messaging;
using Zhengtong.Platform.Persistence;
using Zhengtong.Platform.Protection;
using Zhengtong.TestKit;
using Zhengtong.Web;

namespace Zhengtong.Tests.Integration.Platform.Protection;

/// <summary>The key that rows are found by is exchanged: nobody is lost or comes twice, no limit begins anew, and what is half exchanged is served by no node.</summary>
[Requirement("18.08")]
public sealed class RelookupTests
{
    private const string Place = "10.1.1.1";
    private const string Stranger = "13900001234";
    private const string ZhangsPhone = "19900000001";
    private const string LisisPhone = "19900000002";
    private static readonly string Zhang = SeedDemoPeople.IdNumberOf(DemoPeople.Applicants[0]);
    private static readonly string Nobody = "51160219900101998" + CheckCharacter.Mod11Minus2("51160219900101998");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, EachDatabase]
    public async Task Everybody_is_found_signs_in_and_stays_the_only_one_and_no_limit_begins_anew(Engine engine)
    {
        await using var before = await SignInKit.StartDemoAsync(engine);
        await UseAsync(before);
        var (hashes, first) = (await HashesAsync(before), before.Services.GetRequiredService<InstallationSecrets>().Of(LookupKeys.First));
        var hasty = new HastyClock();
        await using var desk = await BesideAsync(engine, before, hasty);
        Assert.Equal(await ColumnsAsync(before), hashes.Select(h => h.Column).Distinct());

        // Wrong words, and none while nothing is under way, change nothing.
        var waited = hasty.Waited;
        Assert.Equal(2, await KeyVerbs.Relookup.Run(desk.Services, ["--all"], Ct));
        Assert.Equal(0, await KeyVerbs.Relookup.Run(desk.Services, [], Ct));
        Assert.Equal(hashes, await HashesAsync(desk));
        Assert.Equal(waited, hasty.Waited);

        Assert.Equal(0, await KeyVerbs.Relookup.Run(desk.Services, [Relookup.WithNewKey], Ct));
        Assert.True(hasty.Waited - waited >= LookupWatch.Pause + TimeSpan.FromSeconds(30));
        await using (var after = await BesideAsync(engine, before))
        {
            await IsAsBeforeAsync(after);
        }

        // Once more: under the key of before alone, or any but the newest, nothing is found.
        var second = await HashesAsync(desk);
        Assert.Equal(0, await KeyVerbs.Relookup.Run(desk.Services, [Relookup.WithNewKey], Ct));
        var now = await HashesAsync(desk);
        Assert.Empty(now.Intersect(hashes.Concat(second)));
        Assert.Equal(second.Distinct().Count(), now.Distinct().Count());
        Assert.All(now, h => Assert.StartsWith("3.", h.Hash, StringComparison.Ordinal));
        var former = new PersonalData(desk.Services.GetRequiredService<Sealing>(), new Lookups(() => [first]));
        Assert.Contains(hashes, h => h.Hash == former.PhoneLookup(ZhangsPhone));
        Assert.DoesNotContain(now, h => h.Hash == former.PhoneLookup(ZhangsPhone));
        await using var last = await BesideAsync(engine, before);
        Assert.Equal("/my", await EnterAsync(last, ZhangsPhone));
    }

    [Theory, EachDatabase]
    public async Task Killed_before_or_after_any_page_it_goes_on_and_ends_as_if_it_had_never_been(Engine engine)
    {
        var dying = new Dying();
        await using var before = await SignInKit.StartDemoAsync(engine, dying.Attach);
        await UseAsync(before);
        var hashes = await HashesAsync(before);
        Assert.Equal(0L, (await RunAsync(before)).Renewed);
        await before.InScopeAsync(s => s.GetRequiredService<Relookup>().BeginAsync(Ct));

        var (kills, renewed) = (0, 0L);
        for (var pages = 0; ; pages++)
        {
            await IsRefusedAsync(before);
            dying.BeforeCommit = true;
            await Assert.ThrowsAnyAsync<IOException>(() => RunAsync(before));
            await IsRefusedAsync(before);
            var left = pages;
            try
            {
                renewed += (await RunAsync(before, _ => left = left > 0 ? left - 1 : throw new KilledException())).Renewed;
                break;
            }
            catch (KilledException)
            {
                kills++;
            }
        }

        Assert.True(kills > 15, $"{kills} pages");
        Assert.Equal(0L, renewed);
        var now = await HashesAsync(before);
        Assert.Equal(hashes.Count, now.Count);
        Assert.All(now, h => Assert.StartsWith("2.", h.Hash, StringComparison.Ordinal));
        await using var after = await BesideAsync(engine, before);
        await ZhengtongHost.PrepareDatabaseAsync(after.Services, Ct);
        await IsAsBeforeAsync(after);
    }

    [Theory, EachDatabase]
    public async Task A_node_left_running_stops_none_starts_and_what_it_still_wrote_is_taken_along(Engine engine)
    {
        await using var node = await SignInKit.StartDemoAsync(engine);
        var hasty = new HastyClock();
        await using var desk = await BesideAsync(engine, node, hasty);
        node.Services.GetRequiredService<Lookups>().Of("", "");
        using var watch = ActivatorUtilities.CreateInstance<LookupWatch>(node.Services);
        using var atDesk = ActivatorUtilities.CreateInstance<LookupWatch>(desk.Services);
        Assert.False(await watch.IsBehindAsync(Ct));

        // Killed as soon as it had begun, and begun again: one exchange.
        await desk.InScopeAsync(s => s.GetRequiredService<Relookup>().BeginAsync(Ct));
        await desk.InScopeAsync(s => s.GetRequiredService<Relookup>().BeginAsync(Ct));
        await watch.StartAsync(Ct);
        await watch.ExecuteTask!;
        Assert.True(node.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.IsCancellationRequested);
        Assert.Throws<ProtectionKeyException>(() => desk.Services.GetRequiredService<Lookups>().Of("", ""));
        var refused = await Assert.ThrowsAsync<ProtectionKeyException>(() => ZhengtongHost.PrepareDatabaseAsync(desk.Services, Ct));
        Assert.Contains("请用本站的设置再执行一次 relookup", refused.Message, StringComparison.Ordinal);
        await ZhengtongHost.PrepareDatabaseAsync(desk.Services, Ct, halfWay: true);

        Assert.Equal(0, await KeyVerbs.Relookup.Run(desk.Services, [], Ct));
        Assert.True(await watch.IsBehindAsync(Ct));
        desk.Services.GetRequiredService<Lookups>().Of("", "");
        Assert.False(await atDesk.IsBehindAsync(Ct));

        // Written at the very end by the node with the keys of before.
        var waited = hasty.Waited;
        await node.InScopeAsync(s => s.GetRequiredService<Attempts>().FailedAsync(ActorKind.Applicant + ":late", Place, Ct));
        Assert.Single(await HashesAsync(desk), h => !h.Hash.StartsWith("2.", StringComparison.Ordinal));
        Assert.Equal(0, await KeyVerbs.Relookup.Run(desk.Services, [], Ct));
        Assert.DoesNotContain(await HashesAsync(desk), h => !h.Hash.StartsWith("2.", StringComparison.Ordinal));
        Assert.Equal(waited, hasty.Waited);
    }

    [Theory, EachDatabase]
    public async Task What_vanishes_or_is_written_anew_beside_a_page_is_left_to_the_next_run_and_whoever_waits_sees_how_far_it_is(Engine engine)
    {
        var dying = new Dying();
        await using var host = await SignInKit.StartDemoAsync(engine, dying.Attach);
        await UseAsync(host);
        var codes = host.Services.GetRequiredService<OneTimeCodes>();
        string[] phones = ["13900001235", "13900001236", "13900001237"];
        foreach (var phone in phones)
        {
            Assert.True((await codes.IssueAsync("test", phone, Ct)).Ok);
        }

        var (gone, former, late) = (codes.HashOf(phones[0]), codes.HashOf(phones[1]), codes.HashOf("13900001238"));
        await host.InScopeAsync(s => s.GetRequiredService<Relookup>().BeginAsync(Ct));
        List<string> told = [];
        var report = await host.InScopeAsync(s => s.GetRequiredService<Relookup>().RunAsync(
            line =>
            {
                told.Add(line);
                dying.BeforeBegin = !line.StartsWith("platform_message_dispatch", StringComparison.Ordinal) ? null : () => host.InDatabaseAsync(async db =>
                {
                    await db.Set<OneTimeCode>().Where(c => c.AddressHash == gone).ExecuteDeleteAsync(Ct);
                    return await db.Set<OneTimeCode>().Where(c => c.AddressHash == former).ExecuteUpdateAsync(u => u.SetProperty(c => c.AddressHash, late), Ct);
                });
            },
            Ct));
        Assert.Equal(late, Assert.Single(await HashesAsync(host), h => !h.Hash.StartsWith("2.", StringComparison.Ordinal)).Hash);
        Assert.Equal(1L, (await RunAsync(host)).Renewed);

        // Hashed once each.
        var keys = await host.InDatabaseAsync(db => LookupKeys.ReadAsync(db, Ct));
        var next = new Lookups(() => keys.Keys);
        var wanted = ((string[])[Stranger, phones[2], "13900001238"]).Select(p => next.Of("code-address", p)).Order(StringComparer.Ordinal);
        Assert.Equal(wanted, (await HashesAsync(host)).Where(h => h.Column == "platform_one_time_code.AddressHash").Select(h => h.Hash).Order(StringComparer.Ordinal));

        // The table and the whole; each table is done with its first page.
        Assert.All(told, l => Assert.Single(l.Split('：')[1].Split(' ')[0].Split('/').Distinct()));
        Assert.EndsWith($"；总计 {report.Rows}/{report.Rows} 行，{report.Renewed} 个查找值已更换", told[^1], StringComparison.Ordinal);
        Assert.StartsWith("platform_one_time_code：4/4 行", told[^1], StringComparison.Ordinal);
    }

    /// <summary>Something in every column that rows are found by.</summary>
    private static Task UseAsync(TestHost host) => host.InScopeAsync(async s =>
    {
        var (db, personal, now) = (s.GetRequiredService<Database>(), s.GetRequiredService<PersonalData>(), host.Clock.GetUtcNow().UtcDateTime);
        var zhang = await db.Set<Person>().SingleAsync(p => db.Set<Account>().Any(a => a.PersonId == p.Id && a.Login == "zhangsan"), Ct);
        var account = await db.Set<Account>().SingleAsync(a => a.PersonId == zhang.Id, Ct);
        var lisi = await db.Set<Person>().AsNoTracking().SingleAsync(p => db.Set<Account>().Any(a => a.PersonId == p.Id && a.Login == "lisi"), Ct);
        var stranger = personal.SealPhone(Stranger);
        db.Add(new LinkedAccount { Id = Guid.CreateVersion7(), AccountId = account.Id, Provider = "province", SubjectLookup = personal.LookupOf("federated", "subject-1"), LinkedAt = now });
        db.Add(new PhoneRecovery
        {
            Id = Guid.CreateVersion7(), PersonId = zhang.Id, PhoneHidden = stranger.Hidden, PhoneLookup = stranger.Lookup, PhoneMasked = "139****1234", AskedAt = now, RipeAt = now.AddHours(72),
            StopHash = RandomToken.HashOf("stop"),
        });
        db.Add(new AgentOffer
        {
            Id = Guid.CreateVersion7(), CompanyId = await db.Set<Company>().OrderBy(c => c.Id).Select(c => c.Id).FirstAsync(Ct), ById = zhang.Id, Name = lisi.Name,
            AddressLookup = personal.PhoneLookup(LisisPhone), AddressMasked = "199****0002", From = new DateOnly(2026, 3, 2), AskedAt = now,
        });
        await db.SaveChangesAsync(Ct);

        // Two mandates wait for lisi, by his phone and by his account; the text of one was altered behind the product's back.
        var (offer, act) = (s.GetRequiredService<OfferDelegation>(), new Act(new Actor(zhang.Id, zhang.Name, ActorKind.Applicant), null, End.Pc, "", now));
        foreach (var address in (string[])[LisisPhone, "lisi"])
        {
            var command = new OfferDelegation.Command { Address = address, Name = lisi.Name, Everything = true, Acts = [MandateActs.Follow], Until = new DateOnly(2026, 12, 31) };
            var prepared = await offer.PrepareAsync((Guid?)null, command, act, Ct);
            Assert.True((await offer.SignAsync(null, command, prepared.Value.Digest, act, Ct)).Ok);
        }

        await db.Set<Delegation>().Where(d => d.AddressMasked == "l***").ExecuteUpdateAsync(u => u.SetProperty(d => d.MostUses, 5), Ct);
        await s.GetRequiredService<FailedSignIns>().WriteAsync(null, "password", FailedOutcome.Wrong, Place, Ct);
        Assert.True((await s.GetRequiredService<OneTimeCodes>().IssueAsync("test", Stranger, Ct)).Ok);
        for (var i = 0; i < Attempts.FreePerAccount; i++)
        {
            Assert.Null(await s.GetRequiredService<Attempts>().TakeAsync("password", ActorKind.Applicant + ":lisi", Place, Ct));
        }
    });

    private static Task IsAsBeforeAsync(TestHost host) => host.InScopeAsync(async s =>
    {
        var (db, personal, now) = (s.GetRequiredService<Database>(), s.GetRequiredService<PersonalData>(), host.Clock.GetUtcNow().UtcDateTime);

        // Found and alone.
        var zhang = await s.GetRequiredService<IParties>().FindByIdNumberAsync(DocumentKinds.ResidentCard, Zhang, Ct);
        Assert.Equal("张三（演示）", zhang!.Name);
        Assert.Equal("/my", await EnterAsync(host, ZhangsPhone));
        var register = s.GetRequiredService<RegisterPerson>();
        var again = await register.CompleteAsync(new PendingRegistration("张三（演示）", DocumentKinds.ResidentCard, Zhang, "x", 1), Stranger, Place, End.Pc, Ct);
        Assert.Equal("identity.already-registered", again.Problems[0].Code);
        var taken = await register.CompleteAsync(new PendingRegistration("陈某某", DocumentKinds.ResidentCard, Nobody, "x", 1), ZhangsPhone, Place, End.Pc, Ct);
        Assert.Equal("identity.phone-taken", taken.Problems[0].Code);

        // Counted on.
        Assert.NotNull(await s.GetRequiredService<Attempts>().TakeAsync("password", ActorKind.Applicant + ":lisi", Place, Ct));
        var codes = s.GetRequiredService<OneTimeCodes>();
        Assert.Equal("platform.code-too-soon", (await codes.IssueAsync("test", Stranger, Ct)).Problems[0].Code);
        Assert.Equal("platform.code-wrong", (await codes.VerifyAsync("test", Stranger, "abcdef", Ct)).Problems[0].Code);

        // What is kept of an address, a subject or a phone nowhere else.
        var (place, subject) = (s.GetRequiredService<FailedSignIns>().PlaceOf(Place), personal.LookupOf("federated", "subject-1"));
        var to = MessageDispatch.LookupOf(s.GetRequiredService<Lookups>(), Stranger);
        Assert.Equal(1, await db.Set<FailedSignIn>().CountAsync(f => f.PlaceHash == place, Ct));
        Assert.Equal(1, await db.Set<LinkedAccount>().CountAsync(l => l.SubjectLookup == subject, Ct));
        Assert.Equal([Stranger], await db.Set<MessageDispatch>().Where(d => d.AddressLookup == to).Select(d => d.Address).ToListAsync(Ct));
        var recovery = await db.Set<PhoneRecovery>().AsNoTracking().SingleAsync(Ct);
        Assert.Equal(personal.PhoneLookup(Stranger), recovery.PhoneLookup);
        var company = await db.Set<Company>().AsNoTracking().OrderBy(c => c.Id).FirstAsync(Ct);
        Assert.Equal(personal.PhoneLookup(personal.Open(company.PhoneHidden)), company.PhoneLookup);

        // Mandates and offers find whom they are for, and a seal tells the whole text from the altered one.
        var lisi = await db.Set<Account>().Where(a => a.Login == "lisi").Select(a => a.PersonId!.Value).SingleAsync(Ct);
        Assert.Equal(1, await (await db.OffersToAsync(personal, lisi, now, Ct)).CountAsync(Ct));
        var offered = await (await db.OfferedToAsync(personal, lisi, now, Ct)).AsNoTracking().ToListAsync(Ct);
        Assert.Equal([(false, "l***"), (true, "199****0002")], offered.Select(d => (Consent.IsWhole(personal, d), d.AddressMasked)).Order());
    });

    private static async Task<string?> EnterAsync(TestHost host, string login) =>
        (await host.Browser().SubmitAsync("/account/sign-in", new() { ["Input.Login"] = login, ["Input.Password"] = DemoPeople.Password })).Headers.Location?.OriginalString;

    /// <summary>All hashes of the store, in the order of tables and keys.</summary>
    private static Task<List<(string Column, string Hash)>> HashesAsync(TestHost host) => host.InDatabaseAsync(async db =>
    {
        await db.Database.OpenConnectionAsync(Ct);
        List<(string Column, string Hash)> found = [];
        foreach (var table in RawRows.Tables(db.Model, p => p.HoldsLookup()))
        {
            var rows = await new RawRows(db).PageAsync(table, [], 10_000, Ct);
            found.AddRange(table.Columns.SelectMany((c, i) => rows.Select(r => r.Values[i]).OfType<string>().Where(h => h.Length > 0).Select(h => (NameOf(table, c), h))));
        }

        return found;
    });

    private static Task<List<string>> ColumnsAsync(TestHost host) =>
        host.InDatabaseAsync(db => Task.FromResult(RawRows.Tables(db.Model, p => p.HoldsLookup()).SelectMany(t => t.Columns.Select(c => NameOf(t, c))).ToList()));

    private static string NameOf(RawRows.Table table, IProperty column) => $"{table.Name}.{column.Name}";

    private static Task<Relookup.Report> RunAsync(TestHost host, Action<string>? tell = null) => host.InScopeAsync(s => s.GetRequiredService<Relookup>().RunAsync(tell ?? (_ => { }), Ct, page: 3));

    private static Task<bool> IsRefusedAsync(TestHost host) => host.InDatabaseAsync(async db =>
    {
        await Assert.ThrowsAsync<ProtectionKeyException>(() => ProtectedKeys.RefuseHalfExchangedAsync(db, Ct));
        return true;
    });

    /// <summary>Another process on the same store.</summary>
    private static Task<TestHost> BesideAsync(Engine engine, TestHost host, TimeProvider? clock = null) => TestHost.StartAsync(engine, b =>
    {
        (b.Configuration["Database:Connection"], b.Configuration["Demo:Enabled"]) = (host.Connection, "true");
        if (clock is not null)
        {
            b.Services.AddSingleton(clock);
        }
    });

    private sealed class KilledException : Exception;

    /// <summary>The process ends just before it commits.</summary>
    private sealed class Dying : DbTransactionInterceptor
    {
        public bool BeforeCommit { get; set; }

        /// <summary>Done by another between what is read and the transaction that writes.</summary>
        public Func<Task>? BeforeBegin { get; set; }

        public void Attach(WebApplicationBuilder builder) => builder.Services
            .ConfigureDbContext<SqliteDatabase>(o => o.AddInterceptors(this))
            .ConfigureDbContext<PostgresDatabase>(o => o.AddInterceptors(this));

        public override async ValueTask<InterceptionResult<DbTransaction>> TransactionStartingAsync(
            DbConnection connection, TransactionStartingEventData eventData, InterceptionResult<DbTransaction> result, CancellationToken cancellationToken = default)
        {
            (var act, BeforeBegin) = (BeforeBegin, null);
            await (act?.Invoke() ?? Task.CompletedTask);
            return result;
        }

        public override ValueTask<InterceptionResult> TransactionCommittingAsync(
            DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
        {
            (var dies, BeforeCommit) = (BeforeCommit, false);
            return dies ? throw new IOException("The process ended before the commit.") : ValueTask.FromResult(result);
        }
    }

    /// <summary>Waits are over at once, and added up.</summary>
    private sealed class HastyClock : TimeProvider
    {
        public TimeSpan Waited { get; private set; }

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Waited += dueTime > TimeSpan.Zero ? dueTime : TimeSpan.Zero;
            return base.CreateTimer(callback, state, dueTime > TimeSpan.Zero ? TimeSpan.Zero : dueTime, period);
        }
    }
}
