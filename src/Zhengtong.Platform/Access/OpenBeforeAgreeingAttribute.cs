using Microsoft.AspNetCore.Http;

namespace Zhengtong.Platform.Access;

/// <summary>
/// Of a page or endpoint: open to a person who has yet to agree to the privacy notice, too. What he needs to agree, to go, and to take his data along; everything else that asks for a policy waits.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class OpenBeforeAgreeingAttribute : Attribute;

public static class BeforeAgreeing
{
    /// <summary>Whether the user has yet to agree to the privacy notice before he may come here.</summary>
    public static bool MustAgreeFirst(this HttpContext http) => http.User.NoticeDue() && http.GetEndpoint()?.Metadata.GetMetadata<OpenBeforeAgreeingAttribute>() is null;
}
