using Zhengtong.Platform.Access;

namespace Zhengtong.Identity.Sessions;

/// <summary>
/// How much the way of signing in lets a session carry of what is known of its holder: one factor shows no more than that somebody knows a word or holds a phone; two, or a key that never
/// leaves its device, that it is he (GB/T 22239-2019 8.1.4.1 d asks for two, one of them cryptographic). Pure.
/// </summary>
internal static class MethodStrength
{
    public const string Password = "password";
    public const string Sms = "sms";
    public const string PasswordAndSms = "password+sms";
    public const string PasswordAndTotp = "password+totp";
    public const string SmsAndTotp = "sms+totp";
    public const string Passkey = "passkey";
    public const string Scan = "scan";
    public const string Certificate = "certificate";

    /// <summary>Another platform signed in; how well, its own word says (<see cref="Proof.Carries"/>).</summary>
    public const string Federated = "federated";

    /// <summary>The same, and a code of the account's own authenticator: two factors, as with a text message.</summary>
    public const string FederatedAndTotp = "federated+totp";

    /// <summary>The highest level that a session opened by the method carries.</summary>
    public static AssuranceLevel Of(string method) => method switch
    {
        Certificate => AssuranceLevel.Certified,
        Passkey or Scan or PasswordAndSms or PasswordAndTotp or SmsAndTotp or FederatedAndTotp => AssuranceLevel.Checked,
        _ => AssuranceLevel.RealName,
    };

    /// <summary>More than one factor.</summary>
    public static bool IsStrong(string method) => Of(method) >= AssuranceLevel.Checked;
}
