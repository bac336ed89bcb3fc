using Zhengtong.Identity.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Safety.Incidents;
using Zhengtong.Safety.Model;
using Zhengtong.Safety.Plans;
using Zhengtong.Safety.Shares;
using Zhengtong.Tests.Integration.Cases.Accept;

namespace Zhengtong.Tests.Integration.Web;

/// <summary>A share, an emergency plan and an incident of the county.</summary>
internal static class AccessSafety
{
    public static async Task MakeAsync(WindowStage window, List<Subject> subjects)
    {
        Func<Visitor, bool> may = v => v.Post is { Role: Roles.Supervisor or Roles.Administrator } post && AccessSubjects.Below(DemoPeople.Region, post);
        void Add(SubjectKind kind, string name, Guid id, params string[] secrets) => subjects.Add(new Subject(kind, name, new() { ["id"] = $"{id}" }, may, [$"{id}", .. secrets]));

        var share = new AskShare.Command
        {
            Resource = "不动产登记信息丁", Receiver = "税务局", Purpose = "核定税款", Basis = "契税法", SensitiveFields = "房产", Frequency = "每件一次", From = new(2026, 3, 1), Until = new(2027, 3, 1),
        };
        Add(SubjectKind.DataShare, "share", await window.DoAsync<AskShare, Guid>((a, act) => a.HandleAsync(share, act, default), "admin1"), share.Resource);
        var plan = new KeepPlan.Command { Name = "断网应急预案戊", Text = "正文", ExerciseMonths = "6" };
        Add(SubjectKind.EmergencyPlan, "plan", await window.DoAsync<KeepPlan, Guid>((k, act) => k.MakeAsync(plan, act, default), "admin1"), plan.Name);
        var incident = new ReportIncident.Command { Kind = IncidentKind.Leak, Title = "外发名单己", Description = "经过", FoundOn = new(2026, 3, 1), FoundTime = "9:00" };
        Add(SubjectKind.SafetyIncident, "incident", await window.DoAsync<ReportIncident, Guid>((r, act) => r.HandleAsync(incident, act, default), "admin1"), incident.Title);
    }
}
