using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Zhengtong.Catalogue.GuideFeedback;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Protection;

namespace Zhengtong.Catalogue.Mapping;

/// <summary>The tables of the inspection.</summary>
internal static class InspectMap
{
    private const string Open = "closed_at is null";
    private const string Ended = "closed_at is not null";

    public static void Map(ModelBuilder model)
    {
        Findings(model);
        Rules(model);
        Checks(model);
        Links(model);
    }

    private static void Findings(ModelBuilder model)
    {
        model.Entity<Finding>(e =>
        {
            e.ToTable("catalogue_finding");
            e.Property(x => x.Id).ValueGeneratedNever();
            e.Property(x => x.ItemCode).HasMaxLength(100);
            e.Property(x => x.ItemName).HasMaxLength(1000);
            e.Property(x => x.RuleKey).HasMaxLength(60);
            e.Property(x => x.Place).HasMaxLength(Finding.LongestPlace);
            e.Property(x => x.Element).HasMaxLength(40);
            e.Property(x => x.Message).HasMaxLength(Finding.LongestText);
            e.Property(x => x.OrganisationName).HasMaxLength(200);
            e.Property(x => x.RegionCode).HasMaxLength(12);
            e.Property(x => x.ProvinceCode).HasMaxLength(2);
            e.Property(x => x.CityCode).HasMaxLength(4);
            e.Property(x => x.CountyCode).HasMaxLength(6);
            e.Property(x => x.ResponsibleName).HasMaxLength(200);
            e.Property(x => x.ExplainedByName).HasMaxLength(200);
            e.Property(x => x.Explanation).HasMaxLength(Finding.LongestText);
            e.Property(x => x.JudgedByName).HasMaxLength(200);
            e.Property(x => x.Judgement).HasMaxLength(Finding.LongestText);
            e.Property(x => x.TraceHead).HasMaxLength(32);
            e.Property(x => x.Revision).IsConcurrencyToken();
            e.Ignore(x => x.IsOpen);
            e.Ignore(x => x.Rests);
            e.Ignore(x => x.WaitsForJudgement);
            e.Ignore(x => x.SaidMended);
            e.HasIndex(x => new { x.ItemId, x.Id });
            Index(x => new { x.ItemId, x.RuleKey, x.Place }, "open", Open).IsUnique();
            Index(x => new { x.OrganisationId, x.DueOn, x.Id }, "organisation", Open);
            Index(x => new { x.ProvinceCode, x.DueOn, x.Id }, "province", Open);
            Index(x => new { x.CityCode, x.DueOn, x.Id }, "city", Open);
            Index(x => new { x.CountyCode, x.DueOn, x.Id }, "county", Open);
            Index(x => new { x.DueOn, x.Id }, "due", Open);
            Index(x => new { x.ProvinceCode, x.RuleKey, x.DueOn, x.Id }, "rule", Open);
            Index(x => new { x.ProvinceCode, x.Origin, x.DueOn, x.Id }, "origin", Open);
            Index(x => new { x.DueOn, x.Id }, "explained", Open + " and explained_at is not null");
            Index(x => new { x.DueOn, x.Id }, "resting", Open + " and rests_since is not null");
            Index(x => new { x.ResponsibleId, x.DueOn, x.Id }, "responsible", Open + " and responsible_id is not null");
            Index(x => new { x.OrganisationId, x.DueOn, x.Id }, "closed", Ended);
            Index(x => new { x.ProvinceCode, x.DueOn, x.Id }, "closed_province", Ended);
            Index(x => new { x.CountyCode, x.DueOn, x.Id }, "closed_county", Ended);

            // Named where it is made: a second one over the same columns would take the place of the first.
            IndexBuilder<Finding> Index(Expression<Func<Finding, object?>> of, string name, string filter) =>
                e.HasIndex(of, "ix_catalogue_finding_" + name).HasDatabaseName("ix_catalogue_finding_" + name).HasFilter(filter);
        });
        model.Entity<InspectionRun>(e =>
        {
            e.ToTable("catalogue_inspection_run");
            e.Property(x => x.Id).ValueGeneratedNever();
            e.Property(x => x.StandardMark).HasMaxLength(64);
            e.HasIndex(x => x.StartedAt);
        });
        model.Entity<InspectionDay>(e =>
        {
            e.ToTable("catalogue_inspection_day");
            e.HasKey(x => new { x.Day, x.RegionCode, x.OrganisationId });
            e.Property(x => x.RegionCode).HasMaxLength(12);
            e.Property(x => x.OrganisationName).HasMaxLength(200);
        });
    }

    private static void Links(ModelBuilder model) => model.Entity<OutwardLink>(e =>
    {
        e.ToTable("catalogue_outward_link");
        e.Property(x => x.Id).ValueGeneratedNever();
        e.Property(x => x.Address).HasMaxLength(OutwardLink.Longest);
        e.Property(x => x.Failure).HasMaxLength(200);
        e.HasIndex(x => x.Address).IsUnique();
        e.HasIndex(x => x.DeadOn).HasFilter("dead_on is not null");
    });

    private static void Rules(ModelBuilder model)
    {
        model.Entity<InspectionRule>(e =>
        {
            e.ToTable("catalogue_inspection_rule");
            e.Property(x => x.Id).ValueGeneratedNever();
            e.Property(x => x.RegionCode).HasMaxLength(12);
            e.Property(x => x.Title).HasMaxLength(100);
            e.Property(x => x.Why).HasMaxLength(500);
            e.Property(x => x.Source).HasMaxLength(300);
            e.Property(x => x.Element).HasMaxLength(40);
            e.Property(x => x.Types).HasMaxLength(40);
            e.Property(x => x.Levels).HasMaxLength(20);
            e.Property(x => x.Remedy).HasMaxLength(300);
            e.Property(x => x.Expression).HasMaxLength(4000);
            e.Property(x => x.AuthorName).HasMaxLength(200);
            e.Property(x => x.RetiredReason).HasMaxLength(500);
            e.Property(x => x.RetiredByName).HasMaxLength(200);
            e.Property(x => x.EndReason).HasMaxLength(500);
            e.Property(x => x.EndAskedByName).HasMaxLength(200);
            e.Ignore(x => x.IsInForce);
            e.Ignore(x => x.IsRetired);
            e.Property(x => x.TraceHead).HasMaxLength(32);
            e.Property(x => x.Revision).IsConcurrencyToken();
            e.Ignore(x => x.Key);
            e.Ignore(x => x.Text);
            e.HasIndex(x => new { x.RegionCode, x.Id });
        });
        model.Entity<InspectionRuleVersion>(e =>
        {
            e.ToTable("catalogue_inspection_rule_version");
            e.Property(x => x.Id).ValueGeneratedNever();
            e.Property(x => x.RegionCode).HasMaxLength(12);
            e.Property(x => x.Title).HasMaxLength(100);
            e.Property(x => x.Why).HasMaxLength(500);
            e.Property(x => x.Source).HasMaxLength(300);
            e.Property(x => x.Element).HasMaxLength(40);
            e.Property(x => x.Types).HasMaxLength(40);
            e.Property(x => x.Levels).HasMaxLength(20);
            e.Property(x => x.Remedy).HasMaxLength(300);
            e.Property(x => x.Expression).HasMaxLength(4000);
            e.Property(x => x.PublishedByName).HasMaxLength(200);
            e.Ignore(x => x.Text);
            e.HasOne<InspectionRule>().WithMany().HasForeignKey(x => x.RuleId).OnDelete(DeleteBehavior.Restrict);
            e.HasIndex(x => new { x.RuleId, x.Number }).IsUnique();
            foreach (var property in e.Metadata.GetProperties().Where(p => !p.IsPrimaryKey()))
            {
                property.SetAfterSaveBehavior(PropertySaveBehavior.Throw);
            }
        });
        model.Entity<RuleTrial>(e =>
        {
            e.ToTable("catalogue_rule_trial");
            e.Property(x => x.Id).ValueGeneratedNever();
            e.Property(x => x.Expression).HasMaxLength(4000);
            e.Property(x => x.Types).HasMaxLength(40);
            e.Property(x => x.Levels).HasMaxLength(20);
            e.Property(x => x.ByName).HasMaxLength(200);
            e.HasIndex(x => new { x.RuleId, x.StartedAt });
        });
    }

    private static void Checks(ModelBuilder model)
    {
        model.Entity<ManualCheck>(e =>
        {
            e.ToTable("catalogue_manual_check");
            e.Property(x => x.Id).ValueGeneratedNever();
            e.Property(x => x.ItemCode).HasMaxLength(100);
            e.Property(x => x.ItemName).HasMaxLength(1000);
            e.Property(x => x.OrganisationName).HasMaxLength(200);
            e.Property(x => x.RegionCode).HasMaxLength(12);
            e.Property(x => x.ReviewerName).HasMaxLength(200);
            e.Property(x => x.AssignedByName).HasMaxLength(200);
            e.Property(x => x.TraceHead).HasMaxLength(32);
            e.Property(x => x.Revision).IsConcurrencyToken();
            e.Ignore(x => x.IsOpen);
            e.HasIndex(x => new { x.ReviewerId, x.DueOn, x.Id });
            e.HasIndex(x => new { x.RegionCode, x.DueOn, x.Id });
            e.HasIndex(x => new { x.ItemId, x.ReviewerId }).IsUnique().HasFilter("done_at is null and withdrawn_at is null").HasDatabaseName("ix_catalogue_manual_check_open");
        });
        model.Entity<ManualAnswer>(e =>
        {
            e.ToTable("catalogue_manual_answer");
            e.HasKey(x => new { x.CheckId, x.QuestionKey });
            e.Property(x => x.QuestionKey).HasMaxLength(40);
            e.Property(x => x.Question).HasMaxLength(300);
            e.Property(x => x.Note).HasMaxLength(300);
        });
        model.Entity<GuideRemark>(e =>
        {
            e.ToTable("catalogue_guide_remark");
            e.Property(x => x.Id).ValueGeneratedNever();
            e.Property(x => x.ItemCode).HasMaxLength(100);
            e.Property(x => x.ItemName).HasMaxLength(1000);
            e.Property(x => x.OrganisationName).HasMaxLength(200);
            e.Property(x => x.Element).HasMaxLength(40);
            e.Property(x => x.Text).HasMaxLength(Finding.LongestText);
            e.Property(x => x.SealedContact).HasMaxLength(1000).Metadata.IsSealedByHand(RemarkOnGuide.ContactPurpose);
            e.Property(x => x.Reply).HasMaxLength(Finding.LongestText);
            e.HasIndex(x => x.FindingId).IsUnique();
            e.HasIndex(x => new { x.PartyId, x.Id });
        });
    }
}
