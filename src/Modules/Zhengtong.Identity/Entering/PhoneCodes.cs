using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Zhengtong.Platform.Messaging;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;
using Zhengtong.Platform.Protection;

namespace Zhengtong.Identity.Entering;

/// <summary>Codes by text message. In the demo there is no gateway: the page shows the code, marked as demo.</summary>
internal sealed class PhoneCodes(OneTimeCodes codes, Lookups lookups, Database db, IConfiguration configuration)
{
    public bool Demo => configuration.GetValue("Demo:Enabled", false);

    /// <returns>The step with the code to show in the demo, or with a note when a code was sent a moment ago and still counts.</returns>
    public async Task<Outcome<PendingStep>> SendAsync(PendingStep step, CancellationToken ct)
    {
        var sent = await codes.IssueAsync(Purpose(step.Kind), step.Phone, ct);
        if (!sent.Ok)
        {
            return sent.Problems[0].Code == "platform.code-too-soon"
                ? step with { Note = sent.Problems[0].Message, DemoCode = Demo ? await DemoCodeAsync(step.Phone, ct) : null }
                : Outcome<PendingStep>.Because(sent.Problems);
        }

        return step with { Note = null, DemoCode = Demo ? await DemoCodeAsync(step.Phone, ct) : null };
    }

    public Task<Outcome> VerifyAsync(PendingStep step, string code, CancellationToken ct) => codes.VerifyAsync(Purpose(step.Kind), step.Phone, code, ct);

    private async Task<string?> DemoCodeAsync(string phone, CancellationToken ct)
    {
        var to = MessageDispatch.LookupOf(lookups, phone);
        var text = await db.Set<MessageDispatch>().Where(x => x.AddressLookup == to && x.Secret && x.Body != "")
            .OrderByDescending(x => x.CreatedAt).Select(x => x.Body).FirstOrDefaultAsync(ct);
        return text is null ? null : new string([.. text.Where(char.IsAsciiDigit).Take(6)]);
    }

    private static string Purpose(StepKind kind) => "identity." + kind;
}

/// <summary>The gateway of the demo: takes every message and sends none, so that nobody gets a text from a try-out.</summary>
internal sealed class DemoTextGateway : ISmsGateway
{
    public bool Configured => true;

    public Task<Delivery> SendAsync(Sms sms, CancellationToken ct) => Task.FromResult(Delivery.Taken);
}
