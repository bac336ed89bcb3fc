using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Zhengtong.Identity.Agents;
using Zhengtong.Identity.Contracts;
using Zhengtong.Identity.Delegations;
using Zhengtong.Identity.Demo;
using Zhengtong.Identity.Entering;
using Zhengtong.Identity.Mapping;
using Zhengtong.Identity.OrganisationAdmin;
using Zhengtong.Identity.Parties;
using Zhengtong.Identity.Profile;
using Zhengtong.Identity.Protecting;
using Zhengtong.Identity.Registering;
using Zhengtong.Identity.Sessions;
using Zhengtong.Identity.StaffAdmin;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Jobs;
using Zhengtong.Platform.Messaging;
using Zhengtong.Platform.Modules;

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
        new("my", "登录记录", "/my/profile/sessions", 85),
        new("office", "人员与岗位", "/office/staff", 905, Roles.Administrator) { Group = MenuGroups.System },
        new("office", "组织机构", "/office/organisations", 910, Roles.Administrator) { Group = MenuGroups.System },
    ];

    public IEnumerable<CommandVerb> Commands => [DemoStart.Verb, FirstAdministrator.Verb];

    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddAuthentication(SessionClaims.Scheme).AddScheme<AuthenticationSchemeOptions, SessionHandler>(SessionClaims.Scheme, null);
        services.AddSingleton<LookupKey>().AddSingleton<PersonalData>().AddSingleton<Passwords>().AddSingleton<TotpCodes>();
        services.AddSingleton<SessionStore>().AddSingleton<Attempts>().AddSingleton<PendingSteps>();
        services.AddScoped<SignIn>().AddScoped<CheckPassword>().AddScoped<ConfirmCode>().AddScoped<PhoneCodes>().AddScoped<RegisterPerson>();
        services.AddScoped<EditProfile>().AddScoped<ChangePhone>().AddScoped<ChangePassword>();
        services.AddScoped<StaffList>().AddScoped<EditStaff>().AddScoped<EditPosts>().AddScoped<EditAccount>().AddScoped<EditOrganisation>().AddScoped<FirstAdministrator>();
        services.AddScoped<IParties, PartyDirectory>().AddScoped<IOrganisations, OrganisationDirectory>().AddScoped<IStaffPosts, MovePosts>();
        services.AddScoped<RegisterCompany>().AddScoped<AppointAgent>().AddScoped<AnswerOffer>().AddScoped<RevokeAgent>();
        services.AddDelegations();
        services.AddScoped<SeedDemoPeople>();
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
        SignInMap.Map(model);
        DelegationMap.Map(model);
    }

    public void MapEndpoints(IEndpointRouteBuilder routes) => SignOutEndpoint.Map(routes);
}
