using System.Collections.Concurrent;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;
using Zhengtong.Platform.Access;

namespace Zhengtong.Web;

/// <summary>
/// Deny by default: a route without a policy answers nobody. Policies named <c>role:a,b</c> ask for a post with one of the roles, <c>level:n</c> for a level of assurance. Whatever the
/// policy, a post of a local role reaches only the routes of its functions (08.17),
/// whoever acts under a mandate passes only the policies that say so, and whoever has yet to agree to the privacy notice only what is <see cref="OpenBeforeAgreeingAttribute"/>.
/// </summary>
internal static class HouseAuthorization
{
    public static IServiceCollection AddHouseAuthorization(this IServiceCollection services)
    {
        services.AddAuthorizationBuilder()
            .AddPolicy(Policies.SignedIn, p => p.RequireClaim(SignedIn.KindClaim).RequireAssertion(NoMandate))
            .AddPolicy(Policies.SignedInOrDelegate, p => p.RequireClaim(SignedIn.KindClaim))
            .AddPolicy(Policies.Applicant, p => p.RequireClaim(SignedIn.KindClaim, "applicant").RequireAssertion(NoMandate))
            .AddPolicy(Policies.ApplicantOrDelegate, p => p.RequireClaim(SignedIn.KindClaim, "applicant"))
            .AddPolicy(Policies.Staff, p => p.RequireClaim(SignedIn.KindClaim, "staff"))
            .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAssertion(_ => false).Build());
        services.AddSingleton<IAuthorizationPolicyProvider, NamedPolicies>();
        services.AddSingleton<StaffFunctions>().AddSingleton<IAuthorizationHandler, WithinFunctionsHandler>().AddSingleton<IAuthorizationHandler, AgreedHandler>();
        return services;
    }

    private static bool NoMandate(AuthorizationHandlerContext context) => !context.User.UnderMandate();

    private sealed class NamedPolicies(IOptions<AuthorizationOptions> options) : DefaultAuthorizationPolicyProvider(options)
    {
        private readonly ConcurrentDictionary<string, AuthorizationPolicy> _made = new(StringComparer.Ordinal);

        public override async Task<AuthorizationPolicy?> GetPolicyAsync(string policyName)
        {
            if (_made.TryGetValue(policyName, out var made))
            {
                return made;
            }

            return (Find(policyName) ?? await base.GetPolicyAsync(policyName)) is { } named
                ? _made.GetOrAdd(policyName, new AuthorizationPolicyBuilder(named).AddRequirements(new WithinFunctions(), new Agreed()).Build())
                : null;
        }

        private static AuthorizationPolicy? Find(string name) =>
            name.StartsWith("role:", StringComparison.Ordinal)
                ? new AuthorizationPolicyBuilder().RequireClaim(SignedIn.KindClaim, "staff").RequireClaim(SignedIn.RoleClaim, name["role:".Length..].Split(',')).Build()
            : name.StartsWith(Policies.LevelPrefix, StringComparison.Ordinal) && Enum.TryParse<AssuranceLevel>(name[Policies.LevelPrefix.Length..], out var level)
                ? new AuthorizationPolicyBuilder().RequireClaim(SignedIn.KindClaim, "applicant").RequireAssertion(c => NoMandate(c) && c.User.Level() >= level).Build()
            : null;
    }

    private sealed class WithinFunctions : IAuthorizationRequirement;

    private sealed class WithinFunctionsHandler(StaffFunctions functions) : AuthorizationHandler<WithinFunctions>
    {
        protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, WithinFunctions requirement)
        {
            if (functions.Admits(context.User, ((context.Resource as HttpContext)?.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText))
            {
                context.Succeed(requirement);
            }

            return Task.CompletedTask;
        }
    }

    private sealed class Agreed : IAuthorizationRequirement;

    private sealed class AgreedHandler : AuthorizationHandler<Agreed>
    {
        protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, Agreed requirement)
        {
            if (context.Resource is HttpContext http ? !http.MustAgreeFirst() : !context.User.NoticeDue())
            {
                context.Succeed(requirement);
            }

            return Task.CompletedTask;
        }
    }
}
