using Microsoft.AspNetCore.Http;
using Zhengtong.Platform.Access;

namespace Zhengtong.Identity.Sessions;

internal static class Remote
{
    /// <summary>The network address a request came from; behind a proxy the one it forwards.</summary>
    public static string Address(this HttpContext http) => http.Connection.RemoteIpAddress?.ToString() ?? "";

    /// <summary>Where work in a role begins; of a local role at the front door, which leads to the first thing that it admits.</summary>
    public static string HomeOf(string role, Guid? localRole) => localRole is null && role is Roles.WindowClerk or Roles.IssueClerk ? "/desk" : "/office";
}
