using Microsoft.EntityFrameworkCore;
using Zhengtong.Identity.Model;
using Zhengtong.Platform.Protection;

namespace Zhengtong.Identity.Mapping;

/// <summary>Small payments that show who somebody is.</summary>
internal static class PaymentProofMap
{
    public static void Map(ModelBuilder model)
    {
        model.Entity<PaymentProof>(e =>
        {
            e.ToTable("identity_payment_proof");
            e.Property(x => x.Id).ValueGeneratedNever();
            e.Property(x => x.Number).HasMaxLength(32);
            e.Property(x => x.Page).HasMaxLength(1000);
            e.Property(x => x.Transaction).HasMaxLength(100);
            e.Property(x => x.ReturnTransaction).HasMaxLength(100);
            e.Property(x => x.RefusalReason).IsSealed("identity_payment_proof.refusal_reason");
            e.Property(x => x.SettlementNote).IsSealed("identity_payment_proof.settlement_note");
            e.Property(x => x.SettledByName).HasMaxLength(100);
            e.Property(x => x.Revision).IsConcurrencyToken();
            e.HasOne<Person>().WithMany().HasForeignKey(x => x.PersonId);
            e.HasIndex(x => x.Number).IsUnique();
            e.HasIndex(x => x.PersonId).IsUnique().HasFilter("closed_at is null").HasDatabaseName("ux_identity_payment_proof_open");
            e.HasIndex(x => new { x.PersonId, x.AskedAt });
            e.HasIndex(x => x.AskedAt).HasFilter("paid_at is null").HasDatabaseName("ix_identity_payment_proof_unpaid");
            e.HasIndex(x => x.PaidAt).HasFilter("paid_at is not null and returned_at is null and settled_at is null").HasDatabaseName("ix_identity_payment_proof_owed");
            e.HasIndex(x => x.Id).HasFilter("return_refused_at is not null").HasDatabaseName("ix_identity_payment_proof_refused");
        });
        model.Entity<CompanyTransfer>(e =>
        {
            e.ToTable("identity_company_transfer");
            e.Property(x => x.Id).ValueGeneratedNever();
            e.Property(x => x.Number).HasMaxLength(32);
            e.Property(x => x.AccountMasked).HasMaxLength(40);
            e.Property(x => x.Bank).HasMaxLength(100);
            e.Property(x => x.Holder).HasMaxLength(200);
            e.Property(x => x.Transaction).HasMaxLength(100);
            e.Property(x => x.Revision).IsConcurrencyToken();
            e.HasOne<Company>().WithMany().HasForeignKey(x => x.CompanyId);
            e.HasIndex(x => x.Number).IsUnique();
            e.HasIndex(x => x.CompanyId).IsUnique().HasFilter("ended_at is null").HasDatabaseName("ux_identity_company_transfer_open");
            e.HasIndex(x => new { x.CompanyId, x.AskedAt });
            e.HasIndex(x => x.AskedAt).HasFilter("sent_at is null and ended_at is null").HasDatabaseName("ix_identity_company_transfer_unsent");
        });
    }
}
