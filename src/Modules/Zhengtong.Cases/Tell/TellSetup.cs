using Microsoft.Extensions.DependencyInjection;
using Zhengtong.Cases.Contracts;
using Zhengtong.Platform.Events;

namespace Zhengtong.Cases.Tell;

internal static class TellSetup
{
    public static IServiceCollection AddTelling(this IServiceCollection services) => services
        .AddSubscriber<CaseReceived, TellParties>()
        .AddSubscriber<CaseAccepted, TellParties>()
        .AddSubscriber<CorrectionAsked, TellParties>()
        .AddSubscriber<CaseNotAccepted, TellParties>()
        .AddSubscriber<ClockPaused, TellParties>()
        .AddSubscriber<ClockResumed, TellParties>()
        .AddSubscriber<CaseExtended, TellParties>()
        .AddSubscriber<CaseDecided, TellParties>()
        .AddSubscriber<ResultReady, TellParties>()
        .AddSubscriber<ResultSent, TellParties>()
        .AddSubscriber<CaseClosed, TellParties>()
        .AddSubscriber<CaseWithdrawn, TellParties>()
        .AddSubscriber<CaseRebased, TellParties>()
        .AddSubscriber<CaseClosed, EndMandates>();
}
