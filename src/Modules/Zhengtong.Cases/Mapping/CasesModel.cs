using Microsoft.EntityFrameworkCore;
using Zhengtong.Cases.Model;
using Zhengtong.Platform.Protection;

namespace Zhengtong.Cases.Mapping;

/// <summary>The tables of cases, prefix <c>cases_</c>. Indexes are few on purpose: each costs every application.</summary>
internal static class CasesModel
{
    public static void Map(ModelBuilder model)
    {
        model.Entity<Case>(e =>
        {
            e.ToTable("cases_case");
            e.Property(x => x.Id).ValueGeneratedNever();
            e.Property(x => x.Number).HasMaxLength(24);
            e.Property(x => x.ItemName).HasMaxLength(1000);
            e.Property(x => x.OrganisationName).HasMaxLength(200);
            e.Property(x => x.RegionCode).HasMaxLength(12);
            e.Property(x => x.ApplicantName).HasMaxLength(200);
            e.Property(x => x.Situation).HasMaxLength(60);
            e.Property(x => x.Revision).IsConcurrencyToken();
            e.Property(x => x.TraceHead).HasMaxLength(32);
            e.Ignore(x => x.Status).Ignore(x => x.Open).Ignore(x => x.Hands);
            e.HasIndex(x => x.Number).IsUnique();
            e.HasIndex(x => x.DraftId).IsUnique();
            e.HasIndex(x => new { x.ApplicantId, x.Id });
            e.HasIndex(x => new { x.DueOn, x.Id }).HasFilter("closed_at is null and due_on is not null").HasDatabaseName("ix_cases_case_due");
            e.HasIndex(x => new { x.RegionCode, x.Id });
            e.HasIndex(x => new { x.ItemId, x.ReceivedAt });
            e.HasIndex(x => new { x.OrganisationId, x.Id }).HasFilter("closed_at is null").HasDatabaseName("ix_cases_case_organisation_open");
            e.HasIndex(x => x.CorrectionAskedAt).HasFilter("corrected_at is null and closed_at is null and correction_asked_at is not null").HasDatabaseName("ix_cases_case_correction");
            e.HasIndex(x => new { x.Mode, x.Id }).HasFilter("mode = 3 and closed_at is null").HasDatabaseName("ix_cases_case_tolerance");
        });
        model.Entity<CaseStep>(e =>
        {
            e.ToTable("cases_step");
            e.Property(x => x.Id).ValueGeneratedNever();
            e.Property(x => x.Key).HasMaxLength(40);
            e.Property(x => x.Name).HasMaxLength(100);
            e.Property(x => x.Role).HasMaxLength(40);
            e.Property(x => x.OrganisationName).HasMaxLength(200);
            e.Property(x => x.RegionCode).HasMaxLength(12);
            e.Property(x => x.CaseNumber).HasMaxLength(24);
            e.Property(x => x.ItemName).HasMaxLength(1000);
            e.Property(x => x.ApplicantMasked).HasMaxLength(200);
            e.Property(x => x.CompletedByName).HasMaxLength(200);
            e.Property(x => x.TakenByName).HasMaxLength(200);
            e.HasIndex(x => new { x.CaseId, x.Stage });
            e.HasIndex(x => new { x.DueOn, x.Id }).HasFilter("completed_at is null").HasDatabaseName("ix_cases_step_due");
            e.HasIndex(x => new { x.ZoneItemId, x.Id }).HasFilter("completed_at is null and zone_item_id is not null").HasDatabaseName("ix_cases_step_zone_open");
            e.HasIndex(x => new { x.Role, x.RegionCode, x.DueOn, x.Id }).HasFilter("completed_at is null").HasDatabaseName("ix_cases_step_region_open");
            e.HasIndex(x => new { x.Role, x.OrganisationId, x.DueOn, x.Id }).HasFilter("completed_at is null").HasDatabaseName("ix_cases_step_organisation_open");
        });
        model.Entity<Draft>(e =>
        {
            e.ToTable("cases_draft");
            e.Property(x => x.Id).ValueGeneratedNever();
            e.Property(x => x.PartyName).HasMaxLength(200);
            e.Property(x => x.ItemCode).HasMaxLength(120);
            e.Property(x => x.ItemName).HasMaxLength(1000);
            e.Property(x => x.FormKey).HasMaxLength(60);
            e.Property(x => x.FormVersion).HasMaxLength(40);
            e.Property(x => x.Situation).HasMaxLength(60);
            e.Property(x => x.Delivery).HasMaxLength(20);
            e.Property(x => x.Answers).IsSealed("cases_draft.answers");
            e.Property(x => x.PrefillSources).IsSealed("cases_draft.prefill_sources");
            e.Property(x => x.DeliveryAddress).IsSealed("cases_draft.delivery_address");
            e.Property(x => x.WindowRegion).HasMaxLength(12);
            e.Property(x => x.PromisedByName).HasMaxLength(200);
            e.Property(x => x.PromiseText).HasMaxLength(60);
            e.Property(x => x.Revision).IsConcurrencyToken();
            e.HasIndex(x => new { x.PartyId, x.SavedAt });
            e.HasIndex(x => x.CreatedById).HasFilter("case_id is null");

            // Beginning twice at the same moment makes one draft.
            e.HasIndex(x => new { x.PartyId, x.ItemVersionId, x.CreatedById }).IsUnique().HasFilter("case_id is null and discarded_at is null").HasDatabaseName("ix_cases_draft_open");
        });
        model.Entity<Application>(e =>
        {
            e.ToTable("cases_application");
            e.HasKey(x => x.CaseId);
            e.Property(x => x.CaseId).ValueGeneratedNever();
            e.Property(x => x.Answers).IsSealed("cases_application.answers");
            e.Property(x => x.ContactPhone).IsSealed("cases_application.contact_phone");
            e.Property(x => x.ContactEmail).IsSealed("cases_application.contact_email");
            e.Property(x => x.DeliveryAddress).IsSealed("cases_application.delivery_address");
            e.Property(x => x.PromisedByName).HasMaxLength(200);
            e.Property(x => x.PromiseText).HasMaxLength(60);
        });
        model.Entity<CaseMaterial>(e =>
        {
            e.ToTable("cases_material");
            e.HasKey(x => new { x.CaseId, x.Sequence });
            e.Property(x => x.Key).HasMaxLength(40);
            e.Property(x => x.Name).HasMaxLength(1000);
            e.Property(x => x.FileName).HasMaxLength(255);
            e.Property(x => x.Deficiency).HasMaxLength(1000);
        });
        model.Entity<ClockEntry>(e =>
        {
            e.ToTable("cases_clock_entry");
            e.HasKey(x => new { x.CaseId, x.Sequence });
        });
        model.Entity<Notice>(e =>
        {
            e.ToTable("cases_notice");
            e.Property(x => x.Id).ValueGeneratedNever();
            e.Property(x => x.Kind).HasMaxLength(40);
            e.Property(x => x.Number).HasMaxLength(60);
            e.Property(x => x.Elements).IsSealed("cases_notice.elements");
            e.HasIndex(x => x.CaseId);
        });
        model.Entity<Result>(e =>
        {
            e.ToTable("cases_result");
            e.Property(x => x.Id).ValueGeneratedNever();
            e.Property(x => x.Elements).IsSealed("cases_result.elements");
            e.Property(x => x.VerificationCode).HasMaxLength(40);
            e.HasIndex(x => x.VerificationCode).IsUnique();
            e.HasIndex(x => x.CaseId).IsUnique();
        });
        model.Entity<Delivery>(e =>
        {
            e.ToTable("cases_delivery");
            e.HasKey(x => x.CaseId);
            e.Property(x => x.CaseId).ValueGeneratedNever();
            e.Property(x => x.Address).IsSealed("cases_delivery.address");
        });
        model.Entity<Consultation>(e =>
        {
            e.ToTable("cases_consultation");
            e.Property(x => x.Id).ValueGeneratedNever();
            e.HasIndex(x => x.CaseId);
            e.HasIndex(x => x.AskedId).HasFilter("answered_at is null").HasDatabaseName("ix_cases_consultation_open");
        });
        model.Entity<SpecialProcedureRun>(e =>
        {
            e.ToTable("cases_special_procedure");
            e.Property(x => x.Id).ValueGeneratedNever();
            e.HasIndex(x => x.CaseId);
            e.HasIndex(x => x.Id).HasFilter("ended_at is null").HasDatabaseName("ix_cases_special_procedure_open");
        });
        SupervisionModel.Map(model);
        FeesModel.Map(model);
        DutyModel.Map(model);
        RebaseMap.Map(model);
        model.Entity<StepRouting>(e =>
        {
            e.ToTable("cases_step_routing");
            e.Property(x => x.Id).ValueGeneratedNever();
            e.Property(x => x.FromOrganisationName).HasMaxLength(200);
            e.Property(x => x.ToOrganisationName).HasMaxLength(200);
            e.Property(x => x.ToStaffName).HasMaxLength(200);
            e.Property(x => x.Reason).HasMaxLength(500);
            e.Property(x => x.ByName).HasMaxLength(200);
            e.HasIndex(x => x.CaseId);
        });
        PreReviewModel.Map(model);
    }
}
