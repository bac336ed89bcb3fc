using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Zhengtong.Identity.Agents;
using Zhengtong.Identity.Closing;
using Zhengtong.Identity.Contracts;
using Zhengtong.Identity.Delegations;
using Zhengtong.Identity.Demo;
using Zhengtong.Identity.Entering;
using Zhengtong.Identity.Federation;
using Zhengtong.Identity.Mapping;
using Zhengtong.Identity.Merging;
using Zhengtong.Identity.OrganisationAdmin;
using Zhengtong.Identity.Parties;
using Zhengtong.Identity.Privacy;
using Zhengtong.Identity.Profile;
using Zhengtong.Identity.Protecting;
using Zhengtong.Identity.Proving;
using Zhengtong.Identity.Proving.Payments;
using Zhengtong.Identity.Recovering;
using Zhengtong.Identity.Registering;
using Zhengtong.Identity.Sessions;
using Zhengtong.Identity.SingleSignOn;
using Zhengtong.Identity.Space;
using Zhengtong.Identity.StaffAdmin;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Jobs;
using Zhengtong.Platform.Messaging;
using Zhengtong.Platform.Modules;
using Zhengtong.Platform.Protection;

namespace Zhengtong.Identity;

/// <summary>People, companies, staff, posts and signing in.</summary>
public sealed class IdentityModule : IModule
{
    public string Name => "identity";

    public IEnumerable<MenuEntry> Menu =>
    [
        new("my", "我的资料", "/my/profile", 80),
        new("my", "单位和经办人", "/my/companies", 82),
        new("my", "授权与代办", "/my/delegations", 83),
        new("desk", "登记亲友代办", "/desk/delegations", 17, Roles.WindowClerk),
        new("desk", "帮办代办委托", HelpingPageModel.Path, 18, Roles.WindowClerk),
        new("my", "登录记录", SessionsPageModel.Path, 85),
        new("my", "授权过的系统", "/my/consents", 86),
        .. SpaceSetup.Menu,
        .. ProvingSetup.Menu,
        .. MergingSetup.Menu,
        .. StaffSetup.Menu,
        new("office", "接入系统", "/office/systems", 912, Roles.Administrator) { Group = MenuGroups.System },
    ];

    public IEnumerable<StaffFunction> Functions => [.. StaffSetup.Functions, .. ProvingSetup.Functions, .. MergingSetup.Functions,
        new("identity.delegations", "登记亲友代办", [Roles.WindowClerk], ["/desk/delegations"]),
        new("identity.helping", "帮办代办委托", [Roles.WindowClerk], [HelpingPageModel.Path]),
        new("identity.systems", "接入系统", [Roles.Administrator], ["/office/systems"]) { Dangerous = true }];

    public IEnumerable<CommandVerb> Commands => [DemoStart.Verb, FirstAdministrator.Verb, EndSessions.Verb];

    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddAuthentication(SessionClaims.Scheme).AddScheme<AuthenticationSchemeOptions, SessionHandler>(SessionClaims.Scheme, null);
        services.AddSingleton<PersonalData>().AddSingleton<TotpCodes>().TryAddSingleton<Passwords>();
        services.AddSingleton<SessionStore>().AddSingleton<Attempts>().AddSingleton<PendingSteps>();
        services.AddScoped<SignIn>().AddScoped<CheckPassword>().AddScoped<ConfirmCode>().AddScoped<PhoneCodes>().AddScoped<RegisterPerson>();
        services.AddScoped<EditProfile>().AddScoped<ChangePhone>().AddScoped<ChangePassword>();
        services.AddStaff().AddScoped<EditOrganisation>();
        services.AddScoped<IParties, PartyDirectory>().AddScoped<IOrganisations, OrganisationDirectory>().AddScoped<IStaffPosts, MovePosts>();
        services.AddScoped<RegisterCompany>().AddScoped<AppointAgent>().AddScoped<AnswerOffer>().AddScoped<RevokeAgent>();
        services.AddProving(configuration).AddRecovering().AddClosing().AddMerging();
        services.AddDelegations().AddSpace().AddPrivacy();
        services.AddScoped<SeedDemoPeople>();
        services.AddEntering(configuration);
        services.AddSingleSignOn(configuration).AddFederation();
        services.AddHostedService<DemoStart>();
        services.AddRecurringJob<PurgeSessions>();
        if (configuration.GetValue("Demo:Enabled", false) && configuration["Messaging:Sms:Url"] is null)
        {
            services.AddSingleton<ISmsGateway, DemoTextGateway>();
        }
    }

    public void MapModel(ModelBuilder model)
    {
        PeopleMap.Map(model);
        PrivacyMap.Map(model);
        SignInMap.Map(model);
        ProvingMap.Map(model);
        PaymentProofMap.Map(model);
        CompanyCertificateMap.Map(model);
        ClosingMap.Map(model);
        MergingMap.Map(model);
        StaffMap.Map(model);
        EnteringMap.Map(model);
        SingleSignOnMap.Map(model);
        FederationMap.Map(model);
        DelegationMap.Map(model);
        SpaceMap.Map(model);
        var own = model.Model.GetEntityTypes().Where(e => e.ClrType.Assembly == GetType().Assembly).SelectMany(e => e.GetProperties());
        foreach (var hidden in own.Where(p => p.Name.EndsWith("Hidden", StringComparison.Ordinal)))
        {
            hidden.IsSealedByHand(PersonalData.Purpose);
        }
    }

    public void MapEndpoints(IEndpointRouteBuilder routes)
    {
        SignOutEndpoint.Map(routes);
        routes.MapStaff();
        routes.MapSingleSignOn();
        routes.MapSpace();
        routes.MapPaymentProofs();
    }
}
