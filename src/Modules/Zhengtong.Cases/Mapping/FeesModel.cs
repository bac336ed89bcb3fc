using Microsoft.EntityFrameworkCore;
using Zhengtong.Cases.Fees;

namespace Zhengtong.Cases.Mapping;

/// <summary>The tables of fees.</summary>
internal static class FeesModel
{
    public static void Map(ModelBuilder model)
    {
        model.Entity<FeeOrder>(e =>
        {
            e.ToTable("cases_fee_order");
            e.Property(x => x.Id).ValueGeneratedNever();
            e.Property(x => x.Number).HasMaxLength(40);
            e.Property(x => x.CaseNumber).HasMaxLength(24);
            e.Property(x => x.ItemName).HasMaxLength(1000);
            e.Property(x => x.OrganisationName).HasMaxLength(200);
            e.Property(x => x.RegionCode).HasMaxLength(12);
            e.Property(x => x.PayerMasked).HasMaxLength(200);
            e.Property(x => x.RaisedByName).HasMaxLength(200);
            e.Property(x => x.PayUrl).HasMaxLength(1000);
            e.Property(x => x.Transaction).HasMaxLength(100);
            e.Property(x => x.ReceiptNumber).HasMaxLength(60);
            e.Property(x => x.BillNumber).HasMaxLength(60);
            e.Property(x => x.WaivedByName).HasMaxLength(200);
            e.Property(x => x.WaiverGround).HasMaxLength(500);
            e.Property(x => x.RefundReason).HasMaxLength(200);
            e.Property(x => x.RefundTransaction).HasMaxLength(100);
            e.Property(x => x.Trouble).HasMaxLength(300);
            e.Property(x => x.Revision).IsConcurrencyToken();
            e.Ignore(x => x.State).Ignore(x => x.DueFen);
            e.HasIndex(x => x.Number).IsUnique();
            e.HasIndex(x => x.CaseId);
            e.HasIndex(x => new { x.OrganisationId, x.Id });
            e.HasIndex(x => new { x.RegionCode, x.Id });
            e.HasIndex(x => x.Id).HasFilter("asked_at is not null and paid_at is null").HasDatabaseName("ix_cases_fee_order_asked");

            // A case waits for one payment at a time, however often the button was pressed.
            e.HasIndex(x => x.CaseId, "open").IsUnique().HasFilter("paid_at is null and cancelled_at is null and total_fen > waived_fen").HasDatabaseName("ix_cases_fee_order_open");
        });
        model.Entity<FeeLine>(e =>
        {
            e.ToTable("cases_fee_line");
            e.HasKey(x => new { x.OrderId, x.Sequence });
            e.Property(x => x.Name).HasMaxLength(200);
            e.Property(x => x.Standard).HasMaxLength(500);
            e.Property(x => x.Basis).HasMaxLength(500);
        });
        model.Entity<PaymentNonce>(e =>
        {
            e.ToTable("cases_payment_nonce");
            e.HasKey(x => x.Nonce);
            e.Property(x => x.Nonce).HasMaxLength(64);
        });
    }
}
