using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Platform.Persistence;
using Zhengtong.Platform.Protection;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Architecture;

/// <summary>Whoever gets hold of the database alone learns no number, phone or address of a person (docs/security.md).</summary>
public sealed partial class PersonalColumnsTests
{
    /// <summary>Nobody's personal data.</summary>
    private static readonly Dictionary<string, string> Open = new()
    {
        ["catalogue_end.Contact"] = "the technical contact of an outside system, given for the office",
        ["catalogue_end.PullAddress"] = "an address on the network",
        ["catalogue_outward_link.Address"] = "an address on the network",
        ["halls_hall.Address"] = "a public building",
        ["halls_hall.Phone"] = "the public number of a hall",
        ["identity_company.Address"] = "of a company, open in the public register",
        ["identity_company.Email"] = "of a company",
        ["identity_oidc_target.Address"] = "of a page of another system",
        ["identity_scan.Address"] = "network address of the browser that asked, gone after the hour",
        ["identity_session.Address"] = "network address of a session, kept half a year by law and shown to its holder",
    };

    [Fact, Requirement("18.08", "18.13")]
    public async Task A_column_that_sounds_personal_is_sealed_or_says_why_not()
    {
        await using var host = await TestHost.StartAsync(Engine.Sqlite);
        var readable = await host.InDatabaseAsync(db => Task.FromResult(db.Model.GetEntityTypes()
            .SelectMany(e => e.GetProperties().Select(p => (Property: p, Name: $"{e.GetTableName()}.{p.Name}")))
            .Where(x => (x.Property.GetTypeMapping().Converter?.ProviderClrType ?? x.Property.ClrType) == typeof(string))
            .Where(x => Personal().IsMatch(x.Property.Name) && !Sealed().IsMatch(x.Property.Name) && x.Property.SealedFor() is null)
            .Select(x => x.Name).Distinct().ToList()));

        Assert.Empty(readable.Except(Open.Keys));
        Assert.Empty(Open.Keys.Except(readable));
    }

    /// <summary>Names do not tell of these, and all of them hold what people wrote or were told.</summary>
    [Fact, Requirement("18.08")]
    public async Task What_holds_whole_documents_of_people_is_sealed_too_each_column_for_a_purpose_of_its_own()
    {
        await using var host = await TestHost.StartAsync(Engine.Sqlite);
        var columns = await host.InDatabaseAsync(db => Task.FromResult(db.Model.GetEntityTypes()
            .SelectMany(e => e.GetProperties().Select(p => (Entity: e, Name: $"{e.GetTableName()}.{p.Name}", Purpose: p.SealedFor()))).Where(x => x.Purpose is not null).ToList()));
        string[] whole =
        [
            "cases_draft.PrefillSources", "cases_duty.AskerName", "cases_notice.Elements", "cases_pre_review.Snapshot", "cases_result.Elements",
            "halls_assist_request.Note", "halls_assist_request.Place",
            "identity_oidc_key.Value", "platform_message.Body", "platform_message_dispatch.Body", "platform_secret.Value",
        ];
        Assert.Empty(whole.Except(columns.Select(c => c.Name)));

        // Identity's own columns share one, and are told apart by nothing else.
        var byMapping = columns.Where(c => !Sealed().IsMatch(c.Name.Split('.')[1])).ToList();
        Assert.Equal(byMapping.Count, byMapping.Select(c => c.Purpose).Distinct().Count());
        Assert.Contains(columns, c => c.Name == "identity_person.IdNumberHidden");

        // What is written once could not be sealed under another key.
        Assert.DoesNotContain(columns, c => c.Entity.ClrType.IsAssignableTo(typeof(IAppendOnly)));
    }

    /// <summary>A hash that an exchange of the key passed over would be found no more.</summary>
    [Fact, Requirement("18.08")]
    public async Task What_is_found_by_a_keyed_hash_is_found_after_an_exchange_of_the_key_too()
    {
        await using var host = await TestHost.StartAsync(Engine.Sqlite);
        var columns = await host.InDatabaseAsync(db => Task.FromResult(
            db.Model.GetEntityTypes().SelectMany(e => e.GetProperties().Select(p => (Property: p, Name: $"{e.GetTableName()}.{p.Name}"))).ToList()));
        Assert.Empty(columns.Where(c => c.Property.Name.EndsWith("Lookup", StringComparison.Ordinal) && !c.Property.HoldsLookup()).Select(c => c.Name));
        string[] others = ["identity_attempt.Key", "identity_failed_sign_in.PlaceHash", "platform_one_time_code.AddressHash"];
        Assert.Equal(others, columns.Where(c => !c.Property.Name.EndsWith("Lookup", StringComparison.Ordinal) && c.Property.HoldsLookup()).Select(c => c.Name).Order(StringComparer.Ordinal));

        // What is written once could not be hashed once more.
        Assert.DoesNotContain(columns, c => c.Property.HoldsLookup() && c.Property.DeclaringType.ClrType.IsAssignableTo(typeof(IAppendOnly)));
    }

    [GeneratedRegex("Phone|Mobile|IdNumber|IdCard|Email|Address|Contact|^Answers$")]
    private static partial Regex Personal();

    /// <summary>Encrypted (Hidden), a keyed hash (Lookup, Hash) or cut so that nobody is found by it (Masked).</summary>
    [GeneratedRegex("(Hidden|Lookup|Hash|Masked)$|^Sealed")]
    private static partial Regex Sealed();
}
