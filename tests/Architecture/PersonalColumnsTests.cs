using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
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

    /// <summary>Personal and still in clear. Each leaves this list when it is sealed; none joins.</summary>
    private static readonly string[] StillReadable =
    [
        "cases_application.Answers",
        "cases_application.ContactEmail",
        "cases_application.ContactPhone",
        "cases_application.DeliveryAddress",
        "cases_delivery.Address",
        "cases_draft.Answers",
        "cases_draft.DeliveryAddress",
        "cases_duty.AskerPhone",
        "cases_rebase.Answers",
        "halls_assist_request.Phone",
        "platform_message_dispatch.Address",
    ];

    [Fact, Requirement("18.08", "18.13")]
    public async Task A_column_that_sounds_personal_is_sealed_or_says_why_not()
    {
        await using var host = await TestHost.StartAsync(Engine.Sqlite);
        var readable = await host.InDatabaseAsync(db => Task.FromResult(db.Model.GetEntityTypes()
            .SelectMany(e => e.GetProperties().Select(p => (Property: p, Name: $"{e.GetTableName()}.{p.Name}")))
            .Where(x => (x.Property.GetTypeMapping().Converter?.ProviderClrType ?? x.Property.ClrType) == typeof(string))
            .Where(x => Personal().IsMatch(x.Property.Name) && !Sealed().IsMatch(x.Property.Name))
            .Select(x => x.Name).Distinct().ToList()));

        Assert.Empty(readable.Except(Open.Keys).Except(StillReadable));
        Assert.Empty(Open.Keys.Concat(StillReadable).Except(readable));
    }

    [GeneratedRegex("Phone|Mobile|IdNumber|IdCard|Email|Address|Contact|^Answers$")]
    private static partial Regex Personal();

    /// <summary>Encrypted (Hidden), a keyed hash (Lookup, Hash) or cut so that nobody is found by it (Masked).</summary>
    [GeneratedRegex("(Hidden|Lookup|Hash|Masked)$|^Sealed")]
    private static partial Regex Sealed();
}
