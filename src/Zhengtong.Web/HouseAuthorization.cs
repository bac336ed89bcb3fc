using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;
using Zhengtong.Platform.Access;

namespace Zhengtong.Web;

/// <summary>Deny by default: a route without a policy answers nobody. Policies named <c>role:a,b</c> ask for a post with one of the roles, <c>level:n</c> for a level of
/// assurance. Whoever acts under a mandate passes only the policies that say so.</summary>
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
        return services;
    }

    private static bool NoMandate(AuthorizationHandlerContext context) => !context.User.UnderMandate();

    private sealed class NamedPolicies(IOptions<AuthorizationOptions> options) : DefaultAuthorizationPolicyProvider(options)
    {
        public override Task<AuthorizationPolicy?> GetPolicyAsync(string policyName) => Find(policyName) is { } named ? Task.FromResult<AuthorizationPolicy?>(named) : base.GetPolicyAsync(policyName);

        private static AuthorizationPolicy? Find(string name) =>
            name.StartsWith("role:", StringComparison.Ordinal)
                ? new AuthorizationPolicyBuilder().RequireClaim(SignedIn.KindClaim, "staff").RequireClaim(SignedIn.RoleClaim, name["role:".Length..].Split(',')).Build()
            : name.StartsWith(Policies.LevelPrefix, StringComparison.Ordinal) && Enum.TryParse<AssuranceLevel>(name[Policies.LevelPrefix.Length..], out var level)
                ? new AuthorizationPolicyBuilder().RequireClaim(SignedIn.KindClaim, "applicant").RequireAssertion(c => NoMandate(c) && c.User.Level() >= level).Build()
            : null;
    }
}
