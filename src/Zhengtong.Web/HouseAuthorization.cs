using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;
using Zhengtong.Platform.Access;

namespace Zhengtong.Web;

/// <summary>Deny by default: a route without a policy answers nobody. Policies named <c>role:a,b</c> ask for a post with one of the roles.</summary>
internal static class HouseAuthorization
{
    public static IServiceCollection AddHouseAuthorization(this IServiceCollection services)
    {
        services.AddAuthorizationBuilder()
            .AddPolicy(Policies.SignedIn, p => p.RequireClaim(SignedIn.KindClaim))
            .AddPolicy(Policies.Applicant, p => p.RequireClaim(SignedIn.KindClaim, "applicant"))
            .AddPolicy(Policies.Staff, p => p.RequireClaim(SignedIn.KindClaim, "staff"))
            .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAssertion(_ => false).Build());
        services.AddSingleton<IAuthorizationPolicyProvider, RolePolicies>();
        return services;
    }

    private sealed class RolePolicies(IOptions<AuthorizationOptions> options) : DefaultAuthorizationPolicyProvider(options)
    {
        public override Task<AuthorizationPolicy?> GetPolicyAsync(string policyName) =>
            policyName.StartsWith("role:", StringComparison.Ordinal)
                ? Task.FromResult<AuthorizationPolicy?>(new AuthorizationPolicyBuilder()
                    .RequireClaim(SignedIn.KindClaim, "staff")
                    .RequireClaim(SignedIn.RoleClaim, policyName["role:".Length..].Split(','))
                    .Build())
                : base.GetPolicyAsync(policyName);
    }
}
