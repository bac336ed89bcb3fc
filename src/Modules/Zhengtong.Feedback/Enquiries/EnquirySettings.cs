using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Zhengtong.Platform.Access;

namespace Zhengtong.Feedback.Enquiries;

/// <summary>The section <c>Enquiries</c> of the settings.</summary>
internal sealed class EnquirySettings
{
    public const string Policy = "enquiry";
    private const int UsualPerTenMinutes = 20;

    /// <summary>Working days within which an enquiry is answered.</summary>
    public int AnswerDays { get; set; } = 5;

    /// <summary>Questions a party may ask within 24 hours.</summary>
    public int PerDay { get; set; } = 10;

    /// <summary>How many questions one network address may send in ten minutes: <c>Enquiries:PerTenMinutes</c>. Opening the page is free.</summary>
    public static void AddLimit(IServiceCollection services, IConfiguration configuration) =>
        services.AddAddressLimit(new(Policy, configuration.GetValue("Enquiries:PerTenMinutes", UsualPerTenMinutes), TimeSpan.FromMinutes(10), PostsOnly: true));
}
