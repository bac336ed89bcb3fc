using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

#pragma warning disable CA1814 // Prefer jagged arrays over multidimensional

namespace Zhengtong.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class First : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "cases_application",
                columns: table => new
                {
                    case_id = table.Column<Guid>(type: "uuid", nullable: false),
                    form_key = table.Column<string>(type: "text", nullable: false),
                    form_version = table.Column<string>(type: "text", nullable: false),
                    answers = table.Column<string>(type: "text", nullable: false),
                    contact_phone = table.Column<string>(type: "text", nullable: false),
                    contact_email = table.Column<string>(type: "text", nullable: false),
                    delivery = table.Column<string>(type: "text", nullable: false),
                    delivery_address = table.Column<string>(type: "text", nullable: false),
                    promised_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    promised_by_id = table.Column<Guid>(type: "uuid", nullable: true),
                    promised_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    promise_text = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    tolerated_until = table.Column<DateOnly>(type: "date", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_cases_application", x => x.case_id);
                });

            migrationBuilder.CreateTable(
                name: "cases_case",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    draft_id = table.Column<Guid>(type: "uuid", nullable: false),
                    item_id = table.Column<Guid>(type: "uuid", nullable: false),
                    item_version_id = table.Column<Guid>(type: "uuid", nullable: false),
                    item_name = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    organisation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    organisation_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    region_code = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false),
                    in_zone = table.Column<bool>(type: "boolean", nullable: false),
                    applicant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    applicant_kind = table.Column<int>(type: "integer", nullable: false),
                    applicant_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    agent_id = table.Column<Guid>(type: "uuid", nullable: true),
                    mandate_id = table.Column<Guid>(type: "uuid", nullable: true),
                    end = table.Column<int>(type: "integer", nullable: false),
                    mode = table.Column<int>(type: "integer", nullable: false),
                    situation = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    received_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    received_by_id = table.Column<Guid>(type: "uuid", nullable: true),
                    first_asked_id = table.Column<Guid>(type: "uuid", nullable: true),
                    correction_asked_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    corrected_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    accepted_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    accepted_on = table.Column<DateOnly>(type: "date", nullable: true),
                    accepted_by_lapse = table.Column<bool>(type: "boolean", nullable: false),
                    accepted_by_id = table.Column<Guid>(type: "uuid", nullable: true),
                    not_accepted_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    paused_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    extended_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    decided_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    granted = table.Column<bool>(type: "boolean", nullable: true),
                    decided_by_id = table.Column<Guid>(type: "uuid", nullable: true),
                    delivered_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    withdrawn_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    closed_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    ending = table.Column<int>(type: "integer", nullable: true),
                    due_on = table.Column<DateOnly>(type: "date", nullable: true),
                    statutory_due_on = table.Column<DateOnly>(type: "date", nullable: true),
                    warning = table.Column<int>(type: "integer", nullable: false),
                    revision = table.Column<int>(type: "integer", nullable: false),
                    trace_count = table.Column<int>(type: "integer", nullable: false),
                    trace_head = table.Column<byte[]>(type: "bytea", maxLength: 32, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_cases_case", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "cases_clock_entry",
                columns: table => new
                {
                    case_id = table.Column<Guid>(type: "uuid", nullable: false),
                    sequence = table.Column<int>(type: "integer", nullable: false),
                    clock = table.Column<int>(type: "integer", nullable: false),
                    move = table.Column<int>(type: "integer", nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    days = table.Column<int>(type: "integer", nullable: false),
                    ground = table.Column<string>(type: "text", nullable: false),
                    reason = table.Column<string>(type: "text", nullable: false),
                    notice_id = table.Column<Guid>(type: "uuid", nullable: true),
                    by_id = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_cases_clock_entry", x => new { x.case_id, x.sequence });
                });

            migrationBuilder.CreateTable(
                name: "cases_coaching",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<string>(type: "character varying(30)", maxLength: 30, nullable: false),
                    once = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    party_id = table.Column<Guid>(type: "uuid", nullable: false),
                    party_kind = table.Column<int>(type: "integer", nullable: false),
                    party_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    item_code = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    item_name = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    organisation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    organisation_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    region_code = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false),
                    by_id = table.Column<Guid>(type: "uuid", nullable: false),
                    by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    by_organisation_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    held_on = table.Column<DateOnly>(type: "date", nullable: false),
                    form = table.Column<int>(type: "integer", nullable: false),
                    advice = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: false),
                    files = table.Column<string>(type: "text", nullable: false),
                    registered_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    trace_count = table.Column<int>(type: "integer", nullable: false),
                    trace_head = table.Column<byte[]>(type: "bytea", maxLength: 32, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_cases_coaching", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "cases_consultation",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    case_id = table.Column<Guid>(type: "uuid", nullable: false),
                    asked_by_id = table.Column<Guid>(type: "uuid", nullable: false),
                    asked_by_name = table.Column<string>(type: "text", nullable: false),
                    asked_id = table.Column<Guid>(type: "uuid", nullable: false),
                    asked_name = table.Column<string>(type: "text", nullable: false),
                    question = table.Column<string>(type: "text", nullable: false),
                    asked_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    answer = table.Column<string>(type: "text", nullable: true),
                    answered_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_cases_consultation", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "cases_delivery",
                columns: table => new
                {
                    case_id = table.Column<Guid>(type: "uuid", nullable: false),
                    method = table.Column<string>(type: "text", nullable: false),
                    pickup_code = table.Column<string>(type: "text", nullable: false),
                    wrong_codes = table.Column<int>(type: "integer", nullable: false),
                    address = table.Column<string>(type: "text", nullable: false),
                    courier = table.Column<string>(type: "text", nullable: false),
                    tracking_number = table.Column<string>(type: "text", nullable: false),
                    sent_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    signed_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    signed_by = table.Column<string>(type: "text", nullable: false),
                    checked_by = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_cases_delivery", x => x.case_id);
                });

            migrationBuilder.CreateTable(
                name: "cases_deviation",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    case_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<int>(type: "integer", nullable: false),
                    key = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    text = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    on = table.Column<DateOnly>(type: "date", nullable: false),
                    found_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    case_number = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    item_id = table.Column<Guid>(type: "uuid", nullable: false),
                    item_name = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    organisation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    organisation_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    region_code = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_cases_deviation", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "cases_draft",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    party_id = table.Column<Guid>(type: "uuid", nullable: false),
                    party_kind = table.Column<int>(type: "integer", nullable: false),
                    party_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    created_by_id = table.Column<Guid>(type: "uuid", nullable: false),
                    mandate_id = table.Column<Guid>(type: "uuid", nullable: true),
                    window_region = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: true),
                    item_version_id = table.Column<Guid>(type: "uuid", nullable: false),
                    item_code = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    item_name = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    form_key = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    form_version = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    mode = table.Column<int>(type: "integer", nullable: false),
                    situation = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    answers = table.Column<string>(type: "text", nullable: false),
                    prefill_sources = table.Column<string>(type: "text", nullable: false),
                    materials = table.Column<string>(type: "text", nullable: false),
                    delivery = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    delivery_address = table.Column<string>(type: "text", nullable: false),
                    promised_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    promised_by_id = table.Column<Guid>(type: "uuid", nullable: true),
                    promised_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    promise_text = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    created_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    saved_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    revision = table.Column<int>(type: "integer", nullable: false),
                    case_id = table.Column<Guid>(type: "uuid", nullable: true),
                    pre_review_id = table.Column<Guid>(type: "uuid", nullable: true),
                    discarded_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_cases_draft", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "cases_duty",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    case_id = table.Column<Guid>(type: "uuid", nullable: true),
                    case_number = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    region_code = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false),
                    asked_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    item_name = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    staff_id = table.Column<Guid>(type: "uuid", nullable: false),
                    staff_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    role = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    organisation_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    first_id = table.Column<Guid>(type: "uuid", nullable: false),
                    first_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    asker_name = table.Column<string>(type: "text", nullable: false),
                    asker_phone = table.Column<string>(type: "text", nullable: false),
                    question = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    answer_by = table.Column<DateOnly>(type: "date", nullable: true),
                    answer = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    answered_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    revision = table.Column<int>(type: "integer", nullable: false),
                    trace_count = table.Column<int>(type: "integer", nullable: false),
                    trace_head = table.Column<byte[]>(type: "bytea", maxLength: 32, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_cases_duty", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "cases_duty_hand_over",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    duty_id = table.Column<Guid>(type: "uuid", nullable: false),
                    from_id = table.Column<Guid>(type: "uuid", nullable: false),
                    from_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    to_id = table.Column<Guid>(type: "uuid", nullable: false),
                    to_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    to_role = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    to_organisation_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    reason = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    asked_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    replied_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    agreed = table.Column<bool>(type: "boolean", nullable: true),
                    note = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_cases_duty_hand_over", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "cases_fee_line",
                columns: table => new
                {
                    order_id = table.Column<Guid>(type: "uuid", nullable: false),
                    sequence = table.Column<int>(type: "integer", nullable: false),
                    name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    standard = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    basis = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    unit_fen = table.Column<long>(type: "bigint", nullable: false),
                    quantity = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_cases_fee_line", x => new { x.order_id, x.sequence });
                });

            migrationBuilder.CreateTable(
                name: "cases_fee_order",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    case_id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    case_number = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    item_name = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    organisation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    organisation_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    region_code = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false),
                    applicant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    payer_masked = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    total_fen = table.Column<long>(type: "bigint", nullable: false),
                    raised_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    raised_on = table.Column<DateOnly>(type: "date", nullable: false),
                    raised_by_id = table.Column<Guid>(type: "uuid", nullable: false),
                    raised_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    notice_id = table.Column<Guid>(type: "uuid", nullable: false),
                    asked_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    pay_url = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    paid_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    transaction = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    receipt_number = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    bill_number = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    waived_fen = table.Column<long>(type: "bigint", nullable: false),
                    waived_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    waived_by_id = table.Column<Guid>(type: "uuid", nullable: true),
                    waived_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    waiver_ground = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    waiver_file_id = table.Column<Guid>(type: "uuid", nullable: true),
                    cancelled_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    refund_asked_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    refund_reason = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    refunded_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    refund_transaction = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    trouble = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    trouble_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_cases_fee_order", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "cases_material",
                columns: table => new
                {
                    case_id = table.Column<Guid>(type: "uuid", nullable: false),
                    sequence = table.Column<int>(type: "integer", nullable: false),
                    key = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    name = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    file_id = table.Column<Guid>(type: "uuid", nullable: true),
                    file_name = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: false),
                    state = table.Column<int>(type: "integer", nullable: false),
                    deficiency = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    replaced_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_cases_material", x => new { x.case_id, x.sequence });
                });

            migrationBuilder.CreateTable(
                name: "cases_notice",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    case_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    number = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    elements = table.Column<string>(type: "text", nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    by_id = table.Column<Guid>(type: "uuid", nullable: false),
                    template_version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_cases_notice", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "cases_payment_nonce",
                columns: table => new
                {
                    nonce = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_cases_payment_nonce", x => x.nonce);
                });

            migrationBuilder.CreateTable(
                name: "cases_pre_review",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<string>(type: "character varying(30)", maxLength: 30, nullable: false),
                    draft_id = table.Column<Guid>(type: "uuid", nullable: false),
                    item_version_id = table.Column<Guid>(type: "uuid", nullable: false),
                    item_name = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    organisation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    organisation_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    region_code = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false),
                    party_id = table.Column<Guid>(type: "uuid", nullable: false),
                    party_kind = table.Column<int>(type: "integer", nullable: false),
                    party_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    requested_by_id = table.Column<Guid>(type: "uuid", nullable: false),
                    requested_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    due_on = table.Column<DateOnly>(type: "date", nullable: false),
                    snapshot = table.Column<string>(type: "text", nullable: false),
                    answered_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    answered_by_id = table.Column<Guid>(type: "uuid", nullable: true),
                    answered_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    answer = table.Column<int>(type: "integer", nullable: true),
                    remarks = table.Column<string>(type: "text", nullable: false),
                    text = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    ended_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    ending = table.Column<int>(type: "integer", nullable: true),
                    revision = table.Column<int>(type: "integer", nullable: false),
                    trace_count = table.Column<int>(type: "integer", nullable: false),
                    trace_head = table.Column<byte[]>(type: "bytea", maxLength: 32, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_cases_pre_review", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "cases_rebase",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    case_id = table.Column<Guid>(type: "uuid", nullable: false),
                    from_version_id = table.Column<Guid>(type: "uuid", nullable: false),
                    to_version_id = table.Column<Guid>(type: "uuid", nullable: false),
                    from_form = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    from_form_version = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    answers = table.Column<string>(type: "text", nullable: false),
                    reason = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    by_id = table.Column<Guid>(type: "uuid", nullable: false),
                    by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    revision_after = table.Column<int>(type: "integer", nullable: false),
                    undone_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_cases_rebase", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "cases_reckoning",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    calendar_version = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    years = table.Column<string>(type: "text", nullable: false),
                    asked_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    reason = table.Column<string>(type: "text", nullable: false),
                    looked = table.Column<int>(type: "integer", nullable: false),
                    moved = table.Column<int>(type: "integer", nullable: false),
                    done_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_cases_reckoning", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "cases_result",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    case_id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<string>(type: "text", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    template = table.Column<string>(type: "text", nullable: false),
                    holder_name = table.Column<string>(type: "text", nullable: false),
                    elements = table.Column<string>(type: "text", nullable: false),
                    verification_code = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    issued_on = table.Column<DateOnly>(type: "date", nullable: false),
                    valid_until = table.Column<DateOnly>(type: "date", nullable: true),
                    revoked_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    template_version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_cases_result", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "cases_scan_page",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    draft_id = table.Column<Guid>(type: "uuid", nullable: false),
                    key = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    file_id = table.Column<Guid>(type: "uuid", nullable: false),
                    file_name = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: false),
                    position = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_cases_scan_page", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "cases_special_procedure",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    case_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    ground = table.Column<string>(type: "text", nullable: false),
                    planned_days = table.Column<int>(type: "integer", nullable: false),
                    reason = table.Column<string>(type: "text", nullable: false),
                    started_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    started_by_id = table.Column<Guid>(type: "uuid", nullable: false),
                    ended_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    finding = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_cases_special_procedure", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "cases_step",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    case_id = table.Column<Guid>(type: "uuid", nullable: false),
                    key = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    kind = table.Column<int>(type: "integer", nullable: false),
                    stage = table.Column<int>(type: "integer", nullable: false),
                    role = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    organisation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    organisation_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    region_code = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false),
                    zone_item_id = table.Column<Guid>(type: "uuid", nullable: true),
                    started_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    due_on = table.Column<DateOnly>(type: "date", nullable: false),
                    case_number = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    item_name = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    applicant_masked = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    warning = table.Column<int>(type: "integer", nullable: false),
                    taken_by_id = table.Column<Guid>(type: "uuid", nullable: true),
                    taken_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    taken_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    completed_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    completed_by_id = table.Column<Guid>(type: "uuid", nullable: true),
                    completed_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    outcome = table.Column<int>(type: "integer", nullable: true),
                    opinion = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_cases_step", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "cases_step_routing",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    case_id = table.Column<Guid>(type: "uuid", nullable: false),
                    step_id = table.Column<Guid>(type: "uuid", nullable: false),
                    next_step_id = table.Column<Guid>(type: "uuid", nullable: true),
                    kind = table.Column<int>(type: "integer", nullable: false),
                    from_organisation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    from_organisation_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    to_organisation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    to_organisation_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    from_staff_id = table.Column<Guid>(type: "uuid", nullable: true),
                    to_staff_id = table.Column<Guid>(type: "uuid", nullable: true),
                    to_staff_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    reason = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    by_id = table.Column<Guid>(type: "uuid", nullable: false),
                    by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_cases_step_routing", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "cases_warning",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    case_id = table.Column<Guid>(type: "uuid", nullable: false),
                    rule = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    level = table.Column<int>(type: "integer", nullable: false),
                    text = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    on = table.Column<DateOnly>(type: "date", nullable: false),
                    due_on = table.Column<DateOnly>(type: "date", nullable: true),
                    case_number = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    item_name = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    organisation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    organisation_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    region_code = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_cases_warning", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "catalogue_adjustment_applicant",
                columns: table => new
                {
                    adjustment_id = table.Column<Guid>(type: "uuid", nullable: false),
                    round = table.Column<int>(type: "integer", nullable: false),
                    staff_id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_catalogue_adjustment_applicant", x => new { x.adjustment_id, x.round });
                });

            migrationBuilder.CreateTable(
                name: "catalogue_adjustment_batch",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    region_code = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false),
                    name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    from = table.Column<DateOnly>(type: "date", nullable: false),
                    to = table.Column<DateOnly>(type: "date", nullable: false),
                    half = table.Column<int>(type: "integer", nullable: false),
                    opened_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    opened_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    trace_count = table.Column<int>(type: "integer", nullable: false),
                    trace_head = table.Column<byte[]>(type: "bytea", maxLength: 32, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_catalogue_adjustment_batch", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "catalogue_adjustment_item",
                columns: table => new
                {
                    adjustment_id = table.Column<Guid>(type: "uuid", nullable: false),
                    item_id = table.Column<Guid>(type: "uuid", nullable: false),
                    code = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    name = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_catalogue_adjustment_item", x => new { x.adjustment_id, x.item_id });
                });

            migrationBuilder.CreateTable(
                name: "catalogue_adjustment_receiver",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    adjustment_id = table.Column<Guid>(type: "uuid", nullable: false),
                    organisation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    organisation_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    region_code = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false),
                    region_name = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    zone = table.Column<int>(type: "integer", nullable: false),
                    zone_acts = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_catalogue_adjustment_receiver", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "catalogue_adoption_task",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    item_id = table.Column<Guid>(type: "uuid", nullable: false),
                    item_code = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    item_name = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    item_kind = table.Column<int>(type: "integer", nullable: false),
                    organisation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    organisation_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    region_code = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false),
                    region_name = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    upper_id = table.Column<Guid>(type: "uuid", nullable: false),
                    upper_version_id = table.Column<Guid>(type: "uuid", nullable: false),
                    upper_name = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    from_version = table.Column<int>(type: "integer", nullable: false),
                    to_version = table.Column<int>(type: "integer", nullable: false),
                    upper_status = table.Column<int>(type: "integer", nullable: true),
                    status_run_id = table.Column<Guid>(type: "uuid", nullable: false),
                    retired_on = table.Column<DateOnly>(type: "date", nullable: true),
                    due_on = table.Column<DateOnly>(type: "date", nullable: false),
                    made_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    opened_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    contested_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    contested_by_id = table.Column<Guid>(type: "uuid", nullable: true),
                    contested_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    contest_reason = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    answer_due_on = table.Column<DateOnly>(type: "date", nullable: true),
                    answered_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    answered_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    answer_reason = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    excepted_elements = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    excepted_until = table.Column<DateOnly>(type: "date", nullable: true),
                    excepted_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    kept_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    keep_ended_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    adopted_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    adopted_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    adopted_version = table.Column<int>(type: "integer", nullable: true),
                    superseded_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    closed_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    trace_count = table.Column<int>(type: "integer", nullable: false),
                    trace_head = table.Column<byte[]>(type: "bytea", nullable: false),
                    revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_catalogue_adoption_task", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "catalogue_agreement_count",
                columns: table => new
                {
                    profile_key = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    region_code = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false),
                    organisation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    organisation_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    bound = table.Column<int>(type: "integer", nullable: false),
                    agreeing = table.Column<int>(type: "integer", nullable: false),
                    unbound = table.Column<int>(type: "integer", nullable: false),
                    counted_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_catalogue_agreement_count", x => new { x.profile_key, x.region_code, x.organisation_id });
                });

            migrationBuilder.CreateTable(
                name: "catalogue_capacity_assessment",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    adjustment_id = table.Column<Guid>(type: "uuid", nullable: false),
                    round = table.Column<int>(type: "integer", nullable: false),
                    receiver_id = table.Column<Guid>(type: "uuid", nullable: false),
                    people = table.Column<int>(type: "integer", nullable: false),
                    place = table.Column<int>(type: "integer", nullable: false),
                    equipment = table.Column<int>(type: "integer", nullable: false),
                    training = table.Column<int>(type: "integer", nullable: false),
                    capable = table.Column<bool>(type: "boolean", nullable: false),
                    conclusion = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    file_id = table.Column<Guid>(type: "uuid", nullable: false),
                    file_name = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: false),
                    by_id = table.Column<Guid>(type: "uuid", nullable: false),
                    by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_catalogue_capacity_assessment", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "catalogue_committee",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    region_code = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false),
                    document = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    founded_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    dissolved_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    revision = table.Column<int>(type: "integer", nullable: false),
                    trace_count = table.Column<int>(type: "integer", nullable: false),
                    trace_head = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_catalogue_committee", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "catalogue_dictionary_entry",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<int>(type: "integer", nullable: false),
                    key = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    edition = table.Column<int>(type: "integer", nullable: false),
                    name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    body = table.Column<string>(type: "text", nullable: false),
                    retired = table.Column<bool>(type: "boolean", nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    by_id = table.Column<Guid>(type: "uuid", nullable: false),
                    by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    reason = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    trace_count = table.Column<int>(type: "integer", nullable: false),
                    trace_head = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_catalogue_dictionary_entry", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "catalogue_difference",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    item_id = table.Column<Guid>(type: "uuid", nullable: false),
                    profile_key = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    element_key = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    region_code = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false),
                    organisation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    item_version = table.Column<int>(type: "integer", nullable: false),
                    parent_version = table.Column<int>(type: "integer", nullable: false),
                    found_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_catalogue_difference", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "catalogue_element_profile",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    key = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    draft = table.Column<string>(type: "text", nullable: true),
                    drafted_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    drafted_by_id = table.Column<Guid>(type: "uuid", nullable: true),
                    drafted_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    trace_count = table.Column<int>(type: "integer", nullable: false),
                    trace_head = table.Column<byte[]>(type: "bytea", nullable: false),
                    revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_catalogue_element_profile", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "catalogue_element_use",
                columns: table => new
                {
                    element_key = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    item_id = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_catalogue_element_use", x => new { x.element_key, x.item_id });
                });

            migrationBuilder.CreateTable(
                name: "catalogue_end",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    kind = table.Column<int>(type: "integer", nullable: false),
                    organisation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    organisation_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    region_code = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false),
                    pull_address = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    contact = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    key_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    registered_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    retired_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    trace_count = table.Column<int>(type: "integer", nullable: false),
                    trace_head = table.Column<byte[]>(type: "bytea", nullable: false),
                    revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_catalogue_end", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "catalogue_entry_choice",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    region_code = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false),
                    chosen_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    content = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_catalogue_entry_choice", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "catalogue_fan_out",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    version_id = table.Column<Guid>(type: "uuid", nullable: false),
                    made_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    next_attempt_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    done_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    tasks = table.Column<int>(type: "integer", nullable: false),
                    status = table.Column<int>(type: "integer", nullable: true),
                    took_effect = table.Column<bool>(type: "boolean", nullable: false),
                    told_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_catalogue_fan_out", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "catalogue_feed_entry",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    what = table.Column<int>(type: "integer", nullable: false),
                    version_id = table.Column<Guid>(type: "uuid", nullable: false),
                    item_id = table.Column<Guid>(type: "uuid", nullable: false),
                    code = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    sequence = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_catalogue_feed_entry", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "catalogue_finding",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    item_id = table.Column<Guid>(type: "uuid", nullable: false),
                    item_code = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    item_name = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    rule_key = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    rule_version = table.Column<int>(type: "integer", nullable: false),
                    place = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    element = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    blocks = table.Column<bool>(type: "boolean", nullable: false),
                    message = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    origin = table.Column<int>(type: "integer", nullable: false),
                    organisation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    organisation_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    region_code = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false),
                    province_code = table.Column<string>(type: "character varying(2)", maxLength: 2, nullable: false),
                    city_code = table.Column<string>(type: "character varying(4)", maxLength: 4, nullable: false),
                    county_code = table.Column<string>(type: "character varying(6)", maxLength: 6, nullable: false),
                    found_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    due_on = table.Column<DateOnly>(type: "date", nullable: false),
                    renewed_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    rests_since = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    rests_on = table.Column<DateOnly>(type: "date", nullable: true),
                    responsible_id = table.Column<Guid>(type: "uuid", nullable: true),
                    responsible_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    reported_by_id = table.Column<Guid>(type: "uuid", nullable: true),
                    explained_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    explained_by_id = table.Column<Guid>(type: "uuid", nullable: true),
                    explained_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    explanation = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    judged_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    judged_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    judgement = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    closed_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    closed_on = table.Column<DateOnly>(type: "date", nullable: true),
                    closed_as = table.Column<int>(type: "integer", nullable: true),
                    mended_version = table.Column<int>(type: "integer", nullable: false),
                    trace_count = table.Column<int>(type: "integer", nullable: false),
                    trace_head = table.Column<byte[]>(type: "bytea", maxLength: 32, nullable: false),
                    revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_catalogue_finding", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "catalogue_former_list_item",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    until = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    list = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    item_id = table.Column<Guid>(type: "uuid", nullable: false),
                    code = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    region_code = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false),
                    region_name = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    organisation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    organisation_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    name = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    type_code = table.Column<string>(type: "character varying(2)", maxLength: 2, nullable: false),
                    cells = table.Column<string>(type: "text", nullable: false),
                    search_text = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    since = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_catalogue_former_list_item", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "catalogue_grant_opinion",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    grant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<int>(type: "integer", nullable: false),
                    text = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    organisation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    organisation_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    by_id = table.Column<Guid>(type: "uuid", nullable: false),
                    by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_catalogue_grant_opinion", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "catalogue_guide_pilot",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    owner_region = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false),
                    region_code = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false),
                    item_code = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    name = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    started_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    started_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    ended_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    ended_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    revision = table.Column<int>(type: "integer", nullable: false),
                    trace_count = table.Column<int>(type: "integer", nullable: false),
                    trace_head = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_catalogue_guide_pilot", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "catalogue_guide_remark",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    finding_id = table.Column<Guid>(type: "uuid", nullable: false),
                    item_id = table.Column<Guid>(type: "uuid", nullable: false),
                    item_code = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    item_name = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    organisation_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    element = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    text = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    sealed_contact = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    party_id = table.Column<Guid>(type: "uuid", nullable: true),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    reply = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    replied_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_catalogue_guide_remark", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "catalogue_import_row_error",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    run_id = table.Column<Guid>(type: "uuid", nullable: false),
                    row = table.Column<int>(type: "integer", nullable: false),
                    key = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    problem = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    message = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    warning = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_catalogue_import_row_error", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "catalogue_import_run",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    file_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    fingerprint = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    started_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    by_id = table.Column<Guid>(type: "uuid", nullable: true),
                    region_code = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false),
                    ended_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    done = table.Column<int>(type: "integer", nullable: false),
                    dry_run = table.Column<bool>(type: "boolean", nullable: false),
                    rows = table.Column<int>(type: "integer", nullable: false),
                    added = table.Column<int>(type: "integer", nullable: false),
                    changed = table.Column<int>(type: "integer", nullable: false),
                    unchanged = table.Column<int>(type: "integer", nullable: false),
                    failed = table.Column<int>(type: "integer", nullable: false),
                    warned = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_catalogue_import_run", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "catalogue_inspection_day",
                columns: table => new
                {
                    day = table.Column<DateOnly>(type: "date", nullable: false),
                    region_code = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false),
                    organisation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    organisation_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    items = table.Column<int>(type: "integer", nullable: false),
                    open = table.Column<int>(type: "integer", nullable: false),
                    overdue = table.Column<int>(type: "integer", nullable: false),
                    mended = table.Column<int>(type: "integer", nullable: false),
                    mended_in_time = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_catalogue_inspection_day", x => new { x.day, x.region_code, x.organisation_id });
                });

            migrationBuilder.CreateTable(
                name: "catalogue_inspection_rule",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    region_code = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false),
                    title = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    why = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    source = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    element = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    blocks = table.Column<bool>(type: "boolean", nullable: false),
                    types = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    levels = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    days = table.Column<int>(type: "integer", nullable: false),
                    remedy = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    expression = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: false),
                    author_id = table.Column<Guid>(type: "uuid", nullable: false),
                    author_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    changed_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    published = table.Column<int>(type: "integer", nullable: false),
                    retired_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    retired_reason = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    retired_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    retired_through = table.Column<int>(type: "integer", nullable: false),
                    end_asked_by_id = table.Column<Guid>(type: "uuid", nullable: true),
                    end_asked_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    end_asked_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    end_reason = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    trace_count = table.Column<int>(type: "integer", nullable: false),
                    trace_head = table.Column<byte[]>(type: "bytea", maxLength: 32, nullable: false),
                    revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_catalogue_inspection_rule", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "catalogue_inspection_run",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    started_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    full = table.Column<bool>(type: "boolean", nullable: false),
                    standard_mark = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    total = table.Column<int>(type: "integer", nullable: false),
                    @checked = table.Column<int>(name: "checked", type: "integer", nullable: false),
                    faulty = table.Column<int>(type: "integer", nullable: false),
                    found = table.Column<int>(type: "integer", nullable: false),
                    closed = table.Column<int>(type: "integer", nullable: false),
                    reached = table.Column<Guid>(type: "uuid", nullable: false),
                    ended_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_catalogue_inspection_run", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "catalogue_item",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    code = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    kind = table.Column<int>(type: "integer", nullable: false),
                    catalogue_code = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false),
                    level = table.Column<int>(type: "integer", nullable: false),
                    parent_id = table.Column<Guid>(type: "uuid", nullable: true),
                    parent_version = table.Column<int>(type: "integer", nullable: false),
                    name = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    organisation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    organisation_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    region_code = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false),
                    region_name = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    type_code = table.Column<string>(type: "character varying(2)", maxLength: 2, nullable: false),
                    current_version_id = table.Column<Guid>(type: "uuid", nullable: false),
                    current_version = table.Column<int>(type: "integer", nullable: false),
                    effective_on = table.Column<DateOnly>(type: "date", nullable: true),
                    next_on = table.Column<DateOnly>(type: "date", nullable: true),
                    status = table.Column<int>(type: "integer", nullable: false),
                    excluded = table.Column<bool>(type: "boolean", nullable: false),
                    trace_count = table.Column<int>(type: "integer", nullable: false),
                    trace_head = table.Column<byte[]>(type: "bytea", nullable: false),
                    revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_catalogue_item", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "catalogue_item_change",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<int>(type: "integer", nullable: false),
                    item_id = table.Column<Guid>(type: "uuid", nullable: true),
                    code = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    item_kind = table.Column<int>(type: "integer", nullable: false),
                    base_version = table.Column<int>(type: "integer", nullable: false),
                    from_version = table.Column<int>(type: "integer", nullable: false),
                    name = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    content = table.Column<string>(type: "text", nullable: false),
                    parent_id = table.Column<Guid>(type: "uuid", nullable: true),
                    parent_version = table.Column<int>(type: "integer", nullable: false),
                    organisation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    organisation_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    region_code = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false),
                    region_name = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    handler_region = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false),
                    on_account_of = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    leads_to = table.Column<Guid>(type: "uuid", nullable: true),
                    plan_effective = table.Column<DateOnly>(type: "date", nullable: true),
                    plan_cancel = table.Column<DateOnly>(type: "date", nullable: true),
                    reason = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    drafted_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    requested_by_id = table.Column<Guid>(type: "uuid", nullable: false),
                    requested_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    writer_ids = table.Column<string>(type: "text", nullable: false),
                    requester_organisation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    requester_organisation_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    submitted_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    due_on = table.Column<DateOnly>(type: "date", nullable: true),
                    checked_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    checked_by_id = table.Column<Guid>(type: "uuid", nullable: true),
                    checked_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    check_opinion = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    returned_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    returned_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    return_reason = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    approved_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    approved_by_id = table.Column<Guid>(type: "uuid", nullable: true),
                    approved_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    withdrawn_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    revision = table.Column<int>(type: "integer", nullable: false),
                    trace_count = table.Column<int>(type: "integer", nullable: false),
                    trace_head = table.Column<byte[]>(type: "bytea", nullable: false),
                    invited_ids = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_catalogue_item_change", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "catalogue_item_evaluation",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    item_id = table.Column<Guid>(type: "uuid", nullable: false),
                    code = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    item_name = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    region_code = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false),
                    organisation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    organisation_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    rating = table.Column<int>(type: "integer", nullable: false),
                    conclusion = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    todo = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    due_on = table.Column<DateOnly>(type: "date", nullable: true),
                    rated_version = table.Column<int>(type: "integer", nullable: false),
                    by_id = table.Column<Guid>(type: "uuid", nullable: false),
                    by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    done_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    done_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    answer = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    done_in_version = table.Column<int>(type: "integer", nullable: false),
                    late_told_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_catalogue_item_evaluation", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "catalogue_item_grant",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    adjustment_id = table.Column<Guid>(type: "uuid", nullable: false),
                    batch_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<int>(type: "integer", nullable: false),
                    giver_id = table.Column<Guid>(type: "uuid", nullable: false),
                    giver_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    giver_region_code = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false),
                    giver_item_id = table.Column<Guid>(type: "uuid", nullable: false),
                    item_id = table.Column<Guid>(type: "uuid", nullable: false),
                    code = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    name = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    receiver_id = table.Column<Guid>(type: "uuid", nullable: false),
                    receiver_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    region_code = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false),
                    zone = table.Column<int>(type: "integer", nullable: false),
                    giver_ended = table.Column<bool>(type: "boolean", nullable: false),
                    granted_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    recall_id = table.Column<Guid>(type: "uuid", nullable: true),
                    recalled_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_catalogue_item_grant", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "catalogue_item_index",
                columns: table => new
                {
                    item_id = table.Column<Guid>(type: "uuid", nullable: false),
                    code = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    region_code = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false),
                    region_name = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    name = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    organisation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    organisation_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    type_code = table.Column<string>(type: "character varying(2)", maxLength: 2, nullable: false),
                    type_name = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    for_persons = table.Column<bool>(type: "boolean", nullable: false),
                    for_companies = table.Column<bool>(type: "boolean", nullable: false),
                    instant = table.Column<bool>(type: "boolean", nullable: false),
                    online = table.Column<bool>(type: "boolean", nullable: false),
                    visits = table.Column<int>(type: "integer", nullable: true),
                    applicable = table.Column<bool>(type: "boolean", nullable: false),
                    tags = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    search_text = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    hot_score = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_catalogue_item_index", x => x.item_id);
                });

            migrationBuilder.CreateTable(
                name: "catalogue_item_measure",
                columns: table => new
                {
                    item_id = table.Column<Guid>(type: "uuid", nullable: false),
                    code = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    region_code = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false),
                    province_code = table.Column<string>(type: "character varying(2)", maxLength: 2, nullable: false),
                    name = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    organisation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    organisation_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    versions = table.Column<int>(type: "integer", nullable: false),
                    first_materials = table.Column<int>(type: "integer", nullable: false),
                    materials = table.Column<int>(type: "integer", nullable: false),
                    first_steps = table.Column<int>(type: "integer", nullable: false),
                    steps = table.Column<int>(type: "integer", nullable: false),
                    first_days = table.Column<int>(type: "integer", nullable: true),
                    days = table.Column<int>(type: "integer", nullable: true),
                    commitment = table.Column<bool>(type: "boolean", nullable: false),
                    saved = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_catalogue_item_measure", x => x.item_id);
                });

            migrationBuilder.CreateTable(
                name: "catalogue_item_theme",
                columns: table => new
                {
                    theme_id = table.Column<Guid>(type: "uuid", nullable: false),
                    item_id = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_catalogue_item_theme", x => new { x.theme_id, x.item_id });
                });

            migrationBuilder.CreateTable(
                name: "catalogue_legality_review",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    adjustment_id = table.Column<Guid>(type: "uuid", nullable: false),
                    round = table.Column<int>(type: "integer", nullable: false),
                    lawful = table.Column<bool>(type: "boolean", nullable: false),
                    basis = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    conclusion = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    file_id = table.Column<Guid>(type: "uuid", nullable: false),
                    file_name = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: false),
                    by_id = table.Column<Guid>(type: "uuid", nullable: false),
                    by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_catalogue_legality_review", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "catalogue_list_entry",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    list = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    region_code = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false),
                    number = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    name = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    type_code = table.Column<string>(type: "character varying(2)", maxLength: 2, nullable: false),
                    organisation = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    fields = table.Column<string>(type: "text", nullable: false),
                    search_text = table.Column<string>(type: "character varying(700)", maxLength: 700, nullable: false),
                    added_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    changed_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    changed_by_id = table.Column<Guid>(type: "uuid", nullable: false),
                    changed_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    removed_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    removed_reason = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    trace_count = table.Column<int>(type: "integer", nullable: false),
                    trace_head = table.Column<byte[]>(type: "bytea", nullable: false),
                    revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_catalogue_list_entry", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "catalogue_list_item",
                columns: table => new
                {
                    list = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    item_id = table.Column<Guid>(type: "uuid", nullable: false),
                    shown = table.Column<bool>(type: "boolean", nullable: false),
                    code = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    region_code = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false),
                    region_name = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    organisation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    organisation_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    name = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    type_code = table.Column<string>(type: "character varying(2)", maxLength: 2, nullable: false),
                    cells = table.Column<string>(type: "text", nullable: false),
                    search_text = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    since = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_catalogue_list_item", x => new { x.item_id, x.list });
                });

            migrationBuilder.CreateTable(
                name: "catalogue_list_proposal",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    list = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    region_code = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false),
                    fingerprint = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    note = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    proposed_by_id = table.Column<Guid>(type: "uuid", nullable: false),
                    proposed_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    proposed_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    decided_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    decided_by_id = table.Column<Guid>(type: "uuid", nullable: true),
                    decided_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    approved = table.Column<bool>(type: "boolean", nullable: true),
                    refused_reason = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    trace_count = table.Column<int>(type: "integer", nullable: false),
                    trace_head = table.Column<byte[]>(type: "bytea", nullable: false),
                    revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_catalogue_list_proposal", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "catalogue_list_report",
                columns: table => new
                {
                    list = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    region_code = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false),
                    fingerprint = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    findings = table.Column<int>(type: "integer", nullable: false),
                    told_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    told_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_catalogue_list_report", x => new { x.list, x.region_code });
                });

            migrationBuilder.CreateTable(
                name: "catalogue_list_takeover",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    file_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    fingerprint = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    rows = table.Column<string>(type: "text", nullable: false),
                    checked_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    checked_by_id = table.Column<Guid>(type: "uuid", nullable: false),
                    checked_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    added = table.Column<int>(type: "integer", nullable: false),
                    changed = table.Column<int>(type: "integer", nullable: false),
                    removed = table.Column<int>(type: "integer", nullable: false),
                    taken_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    taken_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    reason = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    cancel_on = table.Column<DateOnly>(type: "date", nullable: true),
                    trace_count = table.Column<int>(type: "integer", nullable: false),
                    trace_head = table.Column<byte[]>(type: "bytea", nullable: false),
                    revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_catalogue_list_takeover", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "catalogue_list_version",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    list = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    region_code = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    entries = table.Column<int>(type: "integer", nullable: false),
                    difference = table.Column<string>(type: "text", nullable: false),
                    note = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    proposed_by_id = table.Column<Guid>(type: "uuid", nullable: false),
                    proposed_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    approved_by_id = table.Column<Guid>(type: "uuid", nullable: false),
                    approved_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    published_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_catalogue_list_version", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "catalogue_manual_answer",
                columns: table => new
                {
                    check_id = table.Column<Guid>(type: "uuid", nullable: false),
                    question_key = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    question = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    passed = table.Column<bool>(type: "boolean", nullable: false),
                    note = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_catalogue_manual_answer", x => new { x.check_id, x.question_key });
                });

            migrationBuilder.CreateTable(
                name: "catalogue_manual_check",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    item_id = table.Column<Guid>(type: "uuid", nullable: false),
                    item_code = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    item_name = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    version_id = table.Column<Guid>(type: "uuid", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    organisation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    organisation_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    region_code = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false),
                    reviewer_id = table.Column<Guid>(type: "uuid", nullable: false),
                    reviewer_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    assigned_by_id = table.Column<Guid>(type: "uuid", nullable: false),
                    assigned_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    assigned_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    due_on = table.Column<DateOnly>(type: "date", nullable: false),
                    done_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    failed = table.Column<int>(type: "integer", nullable: false),
                    withdrawn_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    trace_count = table.Column<int>(type: "integer", nullable: false),
                    trace_head = table.Column<byte[]>(type: "bytea", maxLength: 32, nullable: false),
                    revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_catalogue_manual_check", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "catalogue_mass_change",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    subject_id = table.Column<Guid>(type: "uuid", nullable: false),
                    file_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    fingerprint = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    added = table.Column<int>(type: "integer", nullable: false),
                    changed = table.Column<int>(type: "integer", nullable: false),
                    removed = table.Column<int>(type: "integer", nullable: false),
                    reason = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    cancel_on = table.Column<DateOnly>(type: "date", nullable: true),
                    asked_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    asked_by_id = table.Column<Guid>(type: "uuid", nullable: false),
                    asked_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    asked_role = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: false),
                    asked_organisation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    region_code = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false),
                    approved_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    rejected_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    answered_by_id = table.Column<Guid>(type: "uuid", nullable: true),
                    answered_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    answered_post_id = table.Column<Guid>(type: "uuid", nullable: false),
                    answered_organisation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    answered_organisation_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    answered_region = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false),
                    reject_reason = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    withdrawn_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    run_id = table.Column<Guid>(type: "uuid", nullable: true),
                    next_attempt_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    done_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    failure = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    revision = table.Column<int>(type: "integer", nullable: false),
                    trace_count = table.Column<int>(type: "integer", nullable: false),
                    trace_head = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_catalogue_mass_change", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "catalogue_outside_decision",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    key = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    standard_id = table.Column<Guid>(type: "uuid", nullable: false),
                    outside_number = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    opinion = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    decided_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    taken_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_catalogue_outside_decision", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "catalogue_outward_link",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    address = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    seen_on = table.Column<DateOnly>(type: "date", nullable: false),
                    asked_on = table.Column<DateOnly>(type: "date", nullable: true),
                    failed_days = table.Column<int>(type: "integer", nullable: false),
                    silent_days = table.Column<int>(type: "integer", nullable: false),
                    failure = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    dead_on = table.Column<DateOnly>(type: "date", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_catalogue_outward_link", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "catalogue_power_list_change",
                columns: table => new
                {
                    adjustment_id = table.Column<Guid>(type: "uuid", nullable: false),
                    round = table.Column<int>(type: "integer", nullable: false),
                    list_version_id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    entry = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    changed_on = table.Column<DateOnly>(type: "date", nullable: false),
                    by_id = table.Column<Guid>(type: "uuid", nullable: false),
                    by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_catalogue_power_list_change", x => new { x.adjustment_id, x.round });
                });

            migrationBuilder.CreateTable(
                name: "catalogue_profile_exception",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    item_id = table.Column<Guid>(type: "uuid", nullable: false),
                    element_key = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    reason = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    until = table.Column<DateOnly>(type: "date", nullable: false),
                    granted_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    granted_by_id = table.Column<Guid>(type: "uuid", nullable: false),
                    granted_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    ended_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    ended_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_catalogue_profile_exception", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "catalogue_reorganisation",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    region_code = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false),
                    to_id = table.Column<Guid>(type: "uuid", nullable: false),
                    to_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    moves_posts = table.Column<bool>(type: "boolean", nullable: false),
                    all_items = table.Column<bool>(type: "boolean", nullable: false),
                    effective_on = table.Column<DateOnly>(type: "date", nullable: false),
                    reason = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    undoes_id = table.Column<Guid>(type: "uuid", nullable: true),
                    proposed_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    proposed_by_id = table.Column<Guid>(type: "uuid", nullable: false),
                    proposed_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    approved_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    approved_by_id = table.Column<Guid>(type: "uuid", nullable: true),
                    approved_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    refused_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    refused_why = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    started_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    finished_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    undone_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    revision = table.Column<int>(type: "integer", nullable: false),
                    trace_count = table.Column<int>(type: "integer", nullable: false),
                    trace_head = table.Column<byte[]>(type: "bytea", maxLength: 32, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_catalogue_reorganisation", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "catalogue_reorganisation_item",
                columns: table => new
                {
                    reorganisation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    item_id = table.Column<Guid>(type: "uuid", nullable: false),
                    to_id = table.Column<Guid>(type: "uuid", nullable: false),
                    to_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_catalogue_reorganisation_item", x => new { x.reorganisation_id, x.item_id });
                });

            migrationBuilder.CreateTable(
                name: "catalogue_reorganisation_move",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    reorganisation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    to_id = table.Column<Guid>(type: "uuid", nullable: false),
                    part = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    subject_id = table.Column<Guid>(type: "uuid", nullable: false),
                    from_id = table.Column<Guid>(type: "uuid", nullable: false),
                    from_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    stamp = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    back_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_catalogue_reorganisation_move", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "catalogue_reorganisation_refusal",
                columns: table => new
                {
                    reorganisation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    part = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    subject_id = table.Column<Guid>(type: "uuid", nullable: false),
                    to_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    subject = table.Column<string>(type: "character varying(1100)", maxLength: 1100, nullable: false),
                    why = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_catalogue_reorganisation_refusal", x => new { x.reorganisation_id, x.part, x.subject_id });
                });

            migrationBuilder.CreateTable(
                name: "catalogue_reorganisation_source",
                columns: table => new
                {
                    reorganisation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    organisation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    organisation_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_catalogue_reorganisation_source", x => new { x.reorganisation_id, x.organisation_id });
                });

            migrationBuilder.CreateTable(
                name: "catalogue_reorganisation_tally",
                columns: table => new
                {
                    reorganisation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    to_id = table.Column<Guid>(type: "uuid", nullable: false),
                    part = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    to_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    planned = table.Column<int>(type: "integer", nullable: false),
                    moved = table.Column<int>(type: "integer", nullable: false),
                    kept = table.Column<int>(type: "integer", nullable: false),
                    after = table.Column<Guid>(type: "uuid", nullable: false),
                    done_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_catalogue_reorganisation_tally", x => new { x.reorganisation_id, x.to_id, x.part });
                });

            migrationBuilder.CreateTable(
                name: "catalogue_review_opinion",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    review_id = table.Column<Guid>(type: "uuid", nullable: false),
                    standard_id = table.Column<Guid>(type: "uuid", nullable: false),
                    staff_id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    sequence = table.Column<int>(type: "integer", nullable: false),
                    vote = table.Column<int>(type: "integer", nullable: false),
                    text = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_catalogue_review_opinion", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "catalogue_rule_trial",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    rule_id = table.Column<Guid>(type: "uuid", nullable: false),
                    expression = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: false),
                    types = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    levels = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    started_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    total = table.Column<int>(type: "integer", nullable: false),
                    @checked = table.Column<int>(name: "checked", type: "integer", nullable: false),
                    hits = table.Column<int>(type: "integer", nullable: false),
                    examples = table.Column<string>(type: "text", nullable: false),
                    ended_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    failed = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_catalogue_rule_trial", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "catalogue_standard",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: true),
                    title = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    level = table.Column<int>(type: "integer", nullable: false),
                    domain = table.Column<int>(type: "integer", nullable: false),
                    region_code = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false),
                    region_name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    drafters = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    scope = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    functions = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    owner_id = table.Column<Guid>(type: "uuid", nullable: false),
                    owner_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    owner_region = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false),
                    year = table.Column<int>(type: "integer", nullable: false),
                    existing = table.Column<bool>(type: "boolean", nullable: false),
                    proposed_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    proposed_by_id = table.Column<Guid>(type: "uuid", nullable: false),
                    proposed_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    writer_ids = table.Column<string>(type: "text", nullable: false),
                    approved_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    approved_by_id = table.Column<Guid>(type: "uuid", nullable: true),
                    approved_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    project_document = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    text_id = table.Column<Guid>(type: "uuid", nullable: true),
                    text_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    round = table.Column<int>(type: "integer", nullable: false),
                    review_opened_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    review_passed_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    published_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    published_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    issued_on = table.Column<DateOnly>(type: "date", nullable: true),
                    in_force_on = table.Column<DateOnly>(type: "date", nullable: true),
                    replaces_id = table.Column<Guid>(type: "uuid", nullable: true),
                    replaced_by_id = table.Column<Guid>(type: "uuid", nullable: true),
                    replaced_on = table.Column<DateOnly>(type: "date", nullable: true),
                    abolished_on = table.Column<DateOnly>(type: "date", nullable: true),
                    abolished_why = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    last_reviewed_on = table.Column<DateOnly>(type: "date", nullable: true),
                    revision_asked_on = table.Column<DateOnly>(type: "date", nullable: true),
                    returned_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    rejected_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    withdrawn_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    ended_why = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    programme_id = table.Column<Guid>(type: "uuid", nullable: true),
                    due_on = table.Column<DateOnly>(type: "date", nullable: true),
                    experience_id = table.Column<Guid>(type: "uuid", nullable: true),
                    outside_number = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    outside_state = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    outside_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    search_text = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false),
                    revision = table.Column<int>(type: "integer", nullable: false),
                    trace_count = table.Column<int>(type: "integer", nullable: false),
                    trace_head = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_catalogue_standard", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "catalogue_standard_exchange",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false),
                    cursor = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    last_done_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    last_failed_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    last_error = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_catalogue_standard_exchange", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "catalogue_standard_experience",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    title = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    origin = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: false),
                    results = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: false),
                    domain = table.Column<int>(type: "integer", nullable: false),
                    region_code = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false),
                    region_name = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    organisation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    organisation_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    recorded_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    recorded_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    standard_id = table.Column<Guid>(type: "uuid", nullable: true),
                    raised_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    revision = table.Column<int>(type: "integer", nullable: false),
                    trace_count = table.Column<int>(type: "integer", nullable: false),
                    trace_head = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_catalogue_standard_experience", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "catalogue_standard_programme",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    region_code = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false),
                    name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    target = table.Column<int>(type: "integer", nullable: false),
                    deadline = table.Column<DateOnly>(type: "date", nullable: false),
                    made_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    made_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    revision = table.Column<int>(type: "integer", nullable: false),
                    trace_count = table.Column<int>(type: "integer", nullable: false),
                    trace_head = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_catalogue_standard_programme", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "catalogue_standard_push",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    wanted = table.Column<int>(type: "integer", nullable: false),
                    next_attempt_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    done_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    attempts = table.Column<int>(type: "integer", nullable: false),
                    last_error = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    refused = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_catalogue_standard_push", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "catalogue_theme",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    audience = table.Column<int>(type: "integer", nullable: false),
                    kind = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    name = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    order = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_catalogue_theme", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "feedback_enquiry",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    party_id = table.Column<Guid>(type: "uuid", nullable: false),
                    asker_masked = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    item_id = table.Column<Guid>(type: "uuid", nullable: true),
                    item_code = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    item_name = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    region_code = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false),
                    organisation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    organisation_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    brief = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    asked_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    due_on = table.Column<DateOnly>(type: "date", nullable: false),
                    waiting = table.Column<bool>(type: "boolean", nullable: false),
                    answered_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    followed_up_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    satisfied = table.Column<bool>(type: "boolean", nullable: true),
                    revision = table.Column<int>(type: "integer", nullable: false),
                    trace_count = table.Column<int>(type: "integer", nullable: false),
                    trace_head = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_feedback_enquiry", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "feedback_enquiry_turn",
                columns: table => new
                {
                    enquiry_id = table.Column<Guid>(type: "uuid", nullable: false),
                    sequence = table.Column<int>(type: "integer", nullable: false),
                    kind = table.Column<int>(type: "integer", nullable: false),
                    text = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    section = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    organisation_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_feedback_enquiry_turn", x => new { x.enquiry_id, x.sequence });
                });

            migrationBuilder.CreateTable(
                name: "feedback_invitation",
                columns: table => new
                {
                    case_id = table.Column<Guid>(type: "uuid", nullable: false),
                    occasion = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    party_id = table.Column<Guid>(type: "uuid", nullable: false),
                    item_name = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_feedback_invitation", x => new { x.case_id, x.occasion });
                });

            migrationBuilder.CreateTable(
                name: "feedback_public_answer",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    enquiry_id = table.Column<Guid>(type: "uuid", nullable: false),
                    item_id = table.Column<Guid>(type: "uuid", nullable: true),
                    item_code = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    item_name = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    region_code = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false),
                    organisation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    organisation_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    question = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    answer = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    section = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    proposed_by_id = table.Column<Guid>(type: "uuid", nullable: false),
                    proposed_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    published_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    revision = table.Column<int>(type: "integer", nullable: false),
                    trace_count = table.Column<int>(type: "integer", nullable: false),
                    trace_head = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_feedback_public_answer", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "feedback_rating",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    case_id = table.Column<Guid>(type: "uuid", nullable: false),
                    occasion = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    case_number = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    item_id = table.Column<Guid>(type: "uuid", nullable: false),
                    item_name = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    organisation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    organisation_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    region_code = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false),
                    party_id = table.Column<Guid>(type: "uuid", nullable: false),
                    rater_id = table.Column<Guid>(type: "uuid", nullable: false),
                    rater_masked = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    setting = table.Column<int>(type: "integer", nullable: false),
                    channel = table.Column<int>(type: "integer", nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    level = table.Column<int>(type: "integer", nullable: false),
                    indicator_version = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    indicators = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    text = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    case_closed_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_feedback_rating", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "feedback_tally",
                columns: table => new
                {
                    of = table.Column<int>(type: "integer", nullable: false),
                    subject_id = table.Column<Guid>(type: "uuid", nullable: false),
                    count = table.Column<int>(type: "integer", nullable: false),
                    stars = table.Column<long>(type: "bigint", nullable: false),
                    bad = table.Column<int>(type: "integer", nullable: false),
                    revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_feedback_tally", x => new { x.of, x.subject_id });
                });

            migrationBuilder.CreateTable(
                name: "forms_form_version",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    key = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    title = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    definition = table.Column<string>(type: "text", nullable: false),
                    published_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    trace_count = table.Column<int>(type: "integer", nullable: false),
                    trace_head = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_forms_form_version", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "halls_assist_request",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    party_id = table.Column<Guid>(type: "uuid", nullable: false),
                    party_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    party_kind = table.Column<int>(type: "integer", nullable: false),
                    item_code = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    item_name = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    hall_id = table.Column<Guid>(type: "uuid", nullable: false),
                    hall_name = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    region_code = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false),
                    name = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: false),
                    phone = table.Column<string>(type: "text", nullable: false),
                    preferred_on = table.Column<DateOnly>(type: "date", nullable: false),
                    preferred_half = table.Column<int>(type: "integer", nullable: false),
                    place = table.Column<string>(type: "text", nullable: false),
                    note = table.Column<string>(type: "text", nullable: false),
                    asked_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    answer_by = table.Column<DateOnly>(type: "date", nullable: false),
                    accepted_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    helper_id = table.Column<Guid>(type: "uuid", nullable: true),
                    helper_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    done_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    declined_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    withdrawn_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    ending = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    ended_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    revision = table.Column<int>(type: "integer", nullable: false),
                    trace_count = table.Column<int>(type: "integer", nullable: false),
                    trace_head = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_halls_assist_request", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "halls_booking",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    code = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: false),
                    hall_id = table.Column<Guid>(type: "uuid", nullable: false),
                    window_kind_id = table.Column<Guid>(type: "uuid", nullable: false),
                    day = table.Column<DateOnly>(type: "date", nullable: false),
                    slot = table.Column<int>(type: "integer", nullable: false),
                    seat = table.Column<int>(type: "integer", nullable: true),
                    holder_id = table.Column<Guid>(type: "uuid", nullable: true),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    party_id = table.Column<Guid>(type: "uuid", nullable: false),
                    party_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    party_kind = table.Column<int>(type: "integer", nullable: false),
                    item_code = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    item_name = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    state = table.Column<int>(type: "integer", nullable: false),
                    booked_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    placed_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    reminded_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    ended_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    revision = table.Column<int>(type: "integer", nullable: false),
                    trace_count = table.Column<int>(type: "integer", nullable: false),
                    trace_head = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_halls_booking", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "halls_hall",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    region_code = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false),
                    name = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    also_named = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    address = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    phone = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    note = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    hours = table.Column<string>(type: "character varying(600)", maxLength: 600, nullable: false),
                    closed_on = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    open = table.Column<bool>(type: "boolean", nullable: false),
                    changed_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    revision = table.Column<int>(type: "integer", nullable: false),
                    trace_count = table.Column<int>(type: "integer", nullable: false),
                    trace_head = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_halls_hall", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "halls_window_kind",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    hall_id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    organisation_id = table.Column<Guid>(type: "uuid", nullable: true),
                    organisation_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    capacity = table.Column<int>(type: "integer", nullable: false),
                    open = table.Column<bool>(type: "boolean", nullable: false),
                    revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_halls_window_kind", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "identity_attempt",
                columns: table => new
                {
                    key = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    failures = table.Column<int>(type: "integer", nullable: false),
                    last_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    not_before = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_identity_attempt", x => x.key);
                });

            migrationBuilder.CreateTable(
                name: "identity_company",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    credit_code = table.Column<string>(type: "character varying(18)", maxLength: 18, nullable: false),
                    legal_representative = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    phone_hidden = table.Column<string>(type: "text", nullable: false),
                    phone_lookup = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    email = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    address = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    registered_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    trace_count = table.Column<int>(type: "integer", nullable: false),
                    trace_head = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_identity_company", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "identity_dangerous_act",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<int>(type: "integer", nullable: false),
                    subject_id = table.Column<Guid>(type: "uuid", nullable: false),
                    subject_name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    what = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    payload = table.Column<string>(type: "character varying(8000)", maxLength: 8000, nullable: false),
                    region_code = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false),
                    asked_by_id = table.Column<Guid>(type: "uuid", nullable: false),
                    asked_by_name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    asked_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    reason = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    answered_by_id = table.Column<Guid>(type: "uuid", nullable: true),
                    answered_by_name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    answer = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    approved_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    refused_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    revision = table.Column<int>(type: "integer", nullable: false),
                    trace_count = table.Column<int>(type: "integer", nullable: false),
                    trace_head = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_identity_dangerous_act", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "identity_delegation",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<int>(type: "integer", nullable: false),
                    principal_id = table.Column<Guid>(type: "uuid", nullable: false),
                    principal_kind = table.Column<int>(type: "integer", nullable: false),
                    principal_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    signed_by_id = table.Column<Guid>(type: "uuid", nullable: false),
                    delegate_id = table.Column<Guid>(type: "uuid", nullable: true),
                    helper_id = table.Column<Guid>(type: "uuid", nullable: true),
                    delegate_name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    address_lookup = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    address_masked = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    acts = table.Column<int>(type: "integer", nullable: false),
                    scope = table.Column<string>(type: "text", nullable: false),
                    from = table.Column<DateOnly>(type: "date", nullable: false),
                    until = table.Column<DateOnly>(type: "date", nullable: false),
                    most_uses = table.Column<int>(type: "integer", nullable: true),
                    uses = table.Column<int>(type: "integer", nullable: false),
                    ends_with_case = table.Column<bool>(type: "boolean", nullable: false),
                    consent_text = table.Column<string>(type: "text", nullable: false),
                    consent_version = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    seal = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    counter = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    offered_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    accepted_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    refused_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    revoked_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    revoked_by_id = table.Column<Guid>(type: "uuid", nullable: true),
                    ended_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    revision = table.Column<int>(type: "integer", nullable: false),
                    trace_count = table.Column<int>(type: "integer", nullable: false),
                    trace_head = table.Column<byte[]>(type: "bytea", maxLength: 32, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_identity_delegation", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "identity_known_value",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    party_id = table.Column<Guid>(type: "uuid", nullable: false),
                    key = table.Column<string>(type: "character varying(150)", maxLength: 150, nullable: false),
                    label = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    value_hidden = table.Column<string>(type: "text", nullable: false),
                    shown_hidden = table.Column<string>(type: "text", nullable: false),
                    source = table.Column<int>(type: "integer", nullable: false),
                    case_id = table.Column<Guid>(type: "uuid", nullable: true),
                    case_number = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    by_delegate = table.Column<bool>(type: "boolean", nullable: false),
                    taken_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    confirmed_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    withdrawn_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_identity_known_value", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "identity_known_value_former",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    known_value_id = table.Column<Guid>(type: "uuid", nullable: false),
                    party_id = table.Column<Guid>(type: "uuid", nullable: false),
                    value_hidden = table.Column<string>(type: "text", nullable: false),
                    shown_hidden = table.Column<string>(type: "text", nullable: false),
                    source = table.Column<int>(type: "integer", nullable: false),
                    case_number = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    by_delegate = table.Column<bool>(type: "boolean", nullable: false),
                    taken_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    replaced_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_identity_known_value_former", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "identity_legacy_import",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    file_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    region_code = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false),
                    by_id = table.Column<Guid>(type: "uuid", nullable: false),
                    by_name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    checked_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    rows = table.Column<int>(type: "integer", nullable: false),
                    hidden = table.Column<string>(type: "text", nullable: false),
                    merged = table.Column<int>(type: "integer", nullable: false),
                    made = table.Column<int>(type: "integer", nullable: false),
                    conflicts = table.Column<int>(type: "integer", nullable: false),
                    known = table.Column<int>(type: "integer", nullable: false),
                    applied_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_identity_legacy_import", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "identity_oidc_consent",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    system_id = table.Column<Guid>(type: "uuid", nullable: false),
                    scopes = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    text_version = table.Column<int>(type: "integer", nullable: false),
                    terms = table.Column<string>(type: "text", nullable: false),
                    given_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    ended_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_identity_oidc_consent", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "identity_oidc_key",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    value = table.Column<string>(type: "text", nullable: false),
                    curve_value = table.Column<string>(type: "text", nullable: false),
                    made_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    from = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_identity_oidc_key", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "identity_oidc_scope",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    concurrency_token = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: true),
                    description = table.Column<string>(type: "text", nullable: true),
                    descriptions = table.Column<string>(type: "text", nullable: true),
                    display_name = table.Column<string>(type: "text", nullable: true),
                    display_names = table.Column<string>(type: "text", nullable: true),
                    name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    properties = table.Column<string>(type: "text", nullable: true),
                    resources = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_identity_oidc_scope", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "identity_oidc_sign_out",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    grant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    system_id = table.Column<Guid>(type: "uuid", nullable: false),
                    subject = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    attempts = table.Column<int>(type: "integer", nullable: false),
                    next_attempt_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    done_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    note = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_identity_oidc_sign_out", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "identity_oidc_system",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    owner_id = table.Column<Guid>(type: "uuid", nullable: false),
                    owner_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    region_code = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false),
                    kind = table.Column<int>(type: "integer", nullable: false),
                    state = table.Column<int>(type: "integer", nullable: false),
                    level = table.Column<int>(type: "integer", nullable: false),
                    old_signature = table.Column<bool>(type: "boolean", nullable: false),
                    agreed = table.Column<string>(type: "text", nullable: false),
                    proposed = table.Column<string>(type: "text", nullable: false),
                    proposed_by_id = table.Column<Guid>(type: "uuid", nullable: true),
                    proposed_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    proposed_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    enabled_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    suspended_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    asked_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    away_since = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    trace_count = table.Column<int>(type: "integer", nullable: false),
                    trace_head = table.Column<byte[]>(type: "bytea", nullable: false),
                    application_type = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: true),
                    client_id = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    client_secret = table.Column<string>(type: "text", nullable: true),
                    client_type = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: true),
                    concurrency_token = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: true),
                    consent_type = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: true),
                    display_name = table.Column<string>(type: "text", nullable: true),
                    display_names = table.Column<string>(type: "text", nullable: true),
                    json_web_key_set = table.Column<string>(type: "text", nullable: true),
                    permissions = table.Column<string>(type: "text", nullable: true),
                    post_logout_redirect_uris = table.Column<string>(type: "text", nullable: true),
                    properties = table.Column<string>(type: "text", nullable: true),
                    redirect_uris = table.Column<string>(type: "text", nullable: true),
                    requirements = table.Column<string>(type: "text", nullable: true),
                    settings = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_identity_oidc_system", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "identity_organisation",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    credit_code = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    region_code = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false),
                    parent_id = table.Column<Guid>(type: "uuid", nullable: true),
                    kind = table.Column<int>(type: "integer", nullable: false),
                    added_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    trace_count = table.Column<int>(type: "integer", nullable: false),
                    trace_head = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_identity_organisation", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "identity_person",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    id_kind = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: false),
                    id_number_hidden = table.Column<string>(type: "text", nullable: false),
                    id_number_lookup = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    phone_hidden = table.Column<string>(type: "text", nullable: false),
                    phone_lookup = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    email_hidden = table.Column<string>(type: "text", nullable: false),
                    address_hidden = table.Column<string>(type: "text", nullable: false),
                    registered_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    trace_count = table.Column<int>(type: "integer", nullable: false),
                    trace_head = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_identity_person", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "identity_proof",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    party_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<int>(type: "integer", nullable: false),
                    level = table.Column<int>(type: "integer", nullable: false),
                    source = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    reference = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    ended_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    ended_why = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_identity_proof", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "identity_role",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(30)", maxLength: 30, nullable: false),
                    base_role = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    functions = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: false),
                    region_code = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false),
                    added_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    published_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    ended_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    revision = table.Column<int>(type: "integer", nullable: false),
                    trace_count = table.Column<int>(type: "integer", nullable: false),
                    trace_head = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_identity_role", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "identity_scan",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    code_hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    browser_hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    address = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    device = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    created_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    expires_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    confirmed_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    refused_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    used_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    account_id = table.Column<Guid>(type: "uuid", nullable: true),
                    carries = table.Column<int>(type: "integer", nullable: true),
                    revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_identity_scan", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "identity_space_copy",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    party_id = table.Column<Guid>(type: "uuid", nullable: false),
                    party_kind = table.Column<int>(type: "integer", nullable: false),
                    asked_by_id = table.Column<Guid>(type: "uuid", nullable: false),
                    asked_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    not_before = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    failures = table.Column<int>(type: "integer", nullable: false),
                    parts_done = table.Column<int>(type: "integer", nullable: false),
                    parts = table.Column<int>(type: "integer", nullable: false),
                    made_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    expires_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    file_key = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    secret_hidden = table.Column<string>(type: "text", nullable: false),
                    size = table.Column<long>(type: "bigint", nullable: false),
                    downloads = table.Column<int>(type: "integer", nullable: false),
                    downloaded_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    erased_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_identity_space_copy", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "identity_spent_challenge",
                columns: table => new
                {
                    key = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    expires_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_identity_spent_challenge", x => x.key);
                });

            migrationBuilder.CreateTable(
                name: "platform_calendar_day",
                columns: table => new
                {
                    date = table.Column<DateOnly>(type: "date", nullable: false),
                    is_working = table.Column<bool>(type: "boolean", nullable: false),
                    name = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    source = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    year = table.Column<int>(type: "integer", nullable: false),
                    imported_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    imported_by = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_platform_calendar_day", x => x.date);
                });

            migrationBuilder.CreateTable(
                name: "platform_code",
                columns: table => new
                {
                    set = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    code = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    note = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    source = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_platform_code", x => new { x.set, x.code });
                });

            migrationBuilder.CreateTable(
                name: "platform_counter",
                columns: table => new
                {
                    name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    next = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_platform_counter", x => x.name);
                });

            migrationBuilder.CreateTable(
                name: "platform_data_protection_key",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    friendly_name = table.Column<string>(type: "text", nullable: true),
                    xml = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_platform_data_protection_key", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "platform_document_template",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    key = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    title = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    body = table.Column<string>(type: "text", nullable: false),
                    fields = table.Column<string>(type: "text", nullable: false),
                    created_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    created_by = table.Column<Guid>(type: "uuid", nullable: false),
                    created_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    reason = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    active = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_platform_document_template", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "platform_file",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    store_key = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    media_type = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    size = table.Column<long>(type: "bigint", nullable: false),
                    sha256 = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    owner_party_id = table.Column<Guid>(type: "uuid", nullable: false),
                    uploaded_by = table.Column<Guid>(type: "uuid", nullable: false),
                    uploaded_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    scan_state = table.Column<int>(type: "integer", nullable: false),
                    scanned_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    scan_detail = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    scan_attempts = table.Column<int>(type: "integer", nullable: false),
                    revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_platform_file", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "platform_handled_event",
                columns: table => new
                {
                    event_id = table.Column<Guid>(type: "uuid", nullable: false),
                    subscriber = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_platform_handled_event", x => new { x.event_id, x.subscriber });
                });

            migrationBuilder.CreateTable(
                name: "platform_job",
                columns: table => new
                {
                    name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    leased_until = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    last_run_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    last_error = table.Column<string>(type: "text", nullable: true),
                    revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_platform_job", x => x.name);
                });

            migrationBuilder.CreateTable(
                name: "platform_message",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    party_id = table.Column<Guid>(type: "uuid", nullable: false),
                    title = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    body = table.Column<string>(type: "text", nullable: false),
                    link = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    sent_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    read_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    dedupe_key = table.Column<string>(type: "character varying(150)", maxLength: 150, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_platform_message", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "platform_message_dispatch",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    channel = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    address = table.Column<string>(type: "text", nullable: false),
                    address_lookup = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    title = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    body = table.Column<string>(type: "text", nullable: false),
                    state = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    note = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    attempts = table.Column<int>(type: "integer", nullable: false),
                    created_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    next_attempt_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    done_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    expires_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    secret = table.Column<bool>(type: "boolean", nullable: false),
                    dedupe_key = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_platform_message_dispatch", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "platform_one_time_code",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    purpose = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    address_hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    code_hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    created_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    minute = table.Column<long>(type: "bigint", nullable: false),
                    expires_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    attempts = table.Column<int>(type: "integer", nullable: false),
                    used_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_platform_one_time_code", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "platform_outbox",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    type = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    payload = table.Column<string>(type: "text", nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    attempts = table.Column<int>(type: "integer", nullable: false),
                    next_attempt_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    last_error = table.Column<string>(type: "text", nullable: true),
                    done_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_platform_outbox", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "platform_personal_data_reading",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    party_id = table.Column<Guid>(type: "uuid", nullable: false),
                    reader_id = table.Column<Guid>(type: "uuid", nullable: false),
                    reader_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    reader_kind = table.Column<int>(type: "integer", nullable: false),
                    reader_organisation = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    reader_post = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    what = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    purpose = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_platform_personal_data_reading", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "platform_region",
                columns: table => new
                {
                    code = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false),
                    parent_code = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false),
                    name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    full_name = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    level = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_platform_region", x => x.code);
                });

            migrationBuilder.CreateTable(
                name: "platform_secret",
                columns: table => new
                {
                    name = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    value = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_platform_secret", x => x.name);
                });

            migrationBuilder.CreateTable(
                name: "platform_trace",
                columns: table => new
                {
                    subject_id = table.Column<Guid>(type: "uuid", nullable: false),
                    sequence = table.Column<int>(type: "integer", nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    actor_id = table.Column<Guid>(type: "uuid", nullable: false),
                    actor_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    acting_for_id = table.Column<Guid>(type: "uuid", nullable: true),
                    acting_for_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    end = table.Column<int>(type: "integer", nullable: false),
                    what = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    reason = table.Column<string>(type: "text", nullable: false),
                    data = table.Column<string>(type: "text", nullable: false),
                    hash = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_platform_trace", x => new { x.subject_id, x.sequence });
                });

            migrationBuilder.CreateTable(
                name: "platform_trace_seal",
                columns: table => new
                {
                    number = table.Column<int>(type: "integer", nullable: false),
                    through = table.Column<DateOnly>(type: "date", nullable: false),
                    entries = table.Column<long>(type: "bigint", nullable: false),
                    mac = table.Column<byte[]>(type: "bytea", maxLength: 32, nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_platform_trace_seal", x => x.number);
                });

            migrationBuilder.CreateTable(
                name: "portal_article",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    title = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    body = table.Column<string>(type: "text", nullable: false),
                    pinned = table.Column<bool>(type: "boolean", nullable: false),
                    written_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    published_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    author_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    trace_count = table.Column<int>(type: "integer", nullable: false),
                    trace_head = table.Column<byte[]>(type: "bytea", nullable: false),
                    revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_portal_article", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "safety_incident",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    region_code = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false),
                    organisation_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    kind = table.Column<int>(type: "integer", nullable: false),
                    title = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    description = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    found_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    reported_by_id = table.Column<Guid>(type: "uuid", nullable: false),
                    reported_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    reported_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    grade = table.Column<int>(type: "integer", nullable: true),
                    harms_public = table.Column<bool>(type: "boolean", nullable: false),
                    personal_leaked = table.Column<bool>(type: "boolean", nullable: false),
                    people_concerned = table.Column<int>(type: "integer", nullable: false),
                    graded_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    graded_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    report_up_by = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    reported_up_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    reported_up_to = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    reported_up_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    people_told_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    people_told = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    closed_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    closed_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    cause = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    mend = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    revision = table.Column<int>(type: "integer", nullable: false),
                    trace_count = table.Column<int>(type: "integer", nullable: false),
                    trace_head = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_safety_incident", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "safety_plan",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    region_code = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false),
                    name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    text = table.Column<string>(type: "text", nullable: false),
                    exercise_months = table.Column<int>(type: "integer", nullable: false),
                    versions = table.Column<int>(type: "integer", nullable: false),
                    exercise_by = table.Column<DateOnly>(type: "date", nullable: true),
                    ended_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    revision = table.Column<int>(type: "integer", nullable: false),
                    trace_count = table.Column<int>(type: "integer", nullable: false),
                    trace_head = table.Column<byte[]>(type: "bytea", nullable: false),
                    drafters = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    drafted_by_name = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    drafted_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_safety_plan", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "safety_rules",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    region_code = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false),
                    title = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    text = table.Column<string>(type: "text", nullable: false),
                    effective_from = table.Column<DateOnly>(type: "date", nullable: true),
                    measures = table.Column<string>(type: "text", nullable: false),
                    versions = table.Column<int>(type: "integer", nullable: false),
                    revision = table.Column<int>(type: "integer", nullable: false),
                    trace_count = table.Column<int>(type: "integer", nullable: false),
                    trace_head = table.Column<byte[]>(type: "bytea", nullable: false),
                    drafters = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    drafted_by_name = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    drafted_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_safety_rules", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "safety_share",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    region_code = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false),
                    organisation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    organisation_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    kind = table.Column<int>(type: "integer", nullable: false),
                    resource = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    receiver = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    system_id = table.Column<Guid>(type: "uuid", nullable: true),
                    purpose = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    basis = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    general_fields = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    important_fields = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    personal_fields = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    sensitive_fields = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    frequency = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    wanted_from = table.Column<DateOnly>(type: "date", nullable: false),
                    wanted_until = table.Column<DateOnly>(type: "date", nullable: false),
                    asked_by_id = table.Column<Guid>(type: "uuid", nullable: false),
                    asked_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    asked_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    wanted_keys = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    wanted_words = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    covered_keys = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    round = table.Column<int>(type: "integer", nullable: false),
                    likelihood = table.Column<int>(type: "integer", nullable: true),
                    harm = table.Column<int>(type: "integer", nullable: true),
                    measures = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    assessment = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    assessed_by_id = table.Column<Guid>(type: "uuid", nullable: true),
                    assessed_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    assessed_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    verdict = table.Column<int>(type: "integer", nullable: true),
                    in_force_from = table.Column<DateOnly>(type: "date", nullable: true),
                    in_force_until = table.Column<DateOnly>(type: "date", nullable: true),
                    ended_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    ended_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    end_reason = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    revision = table.Column<int>(type: "integer", nullable: false),
                    trace_count = table.Column<int>(type: "integer", nullable: false),
                    trace_head = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_safety_share", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "catalogue_permission_adjustment",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    batch_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<int>(type: "integer", nullable: false),
                    giver_id = table.Column<Guid>(type: "uuid", nullable: false),
                    giver_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    region_code = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false),
                    giver_keeps = table.Column<bool>(type: "boolean", nullable: false),
                    reason = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    power = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    applied_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    applied_by_id = table.Column<Guid>(type: "uuid", nullable: false),
                    applied_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    round = table.Column<int>(type: "integer", nullable: false),
                    assessed_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    reviewed_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    reviewed_by_id = table.Column<Guid>(type: "uuid", nullable: true),
                    approved_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    approved_by_id = table.Column<Guid>(type: "uuid", nullable: true),
                    approved_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    linked_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    in_effect_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    returned_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    stopped_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    withdrawn_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    ended_why = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    stage = table.Column<int>(type: "integer", nullable: false),
                    revision = table.Column<int>(type: "integer", nullable: false),
                    trace_count = table.Column<int>(type: "integer", nullable: false),
                    trace_head = table.Column<byte[]>(type: "bytea", maxLength: 32, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_catalogue_permission_adjustment", x => x.id);
                    table.ForeignKey(
                        name: "fk_catalogue_permission_adjustment_catalogue_adjustment_batch_",
                        column: x => x.batch_id,
                        principalTable: "catalogue_adjustment_batch",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "catalogue_committee_member",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    committee_id = table.Column<Guid>(type: "uuid", nullable: false),
                    staff_id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    organisation_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    duty = table.Column<int>(type: "integer", nullable: false),
                    from = table.Column<DateOnly>(type: "date", nullable: false),
                    to = table.Column<DateOnly>(type: "date", nullable: false),
                    left_on = table.Column<DateOnly>(type: "date", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_catalogue_committee_member", x => x.id);
                    table.ForeignKey(
                        name: "fk_catalogue_committee_member_catalogue_committee_committee_id",
                        column: x => x.committee_id,
                        principalTable: "catalogue_committee",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "catalogue_element_profile_version",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    profile_id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    name = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    elements = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    levels = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    active = table.Column<bool>(type: "boolean", nullable: false),
                    effective_on = table.Column<DateOnly>(type: "date", nullable: false),
                    reason = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    by_id = table.Column<Guid>(type: "uuid", nullable: false),
                    by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    proposed_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_catalogue_element_profile_version", x => x.id);
                    table.ForeignKey(
                        name: "fk_catalogue_element_profile_version_catalogue_element_profile",
                        column: x => x.profile_id,
                        principalTable: "catalogue_element_profile",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "catalogue_end_item",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    end_id = table.Column<Guid>(type: "uuid", nullable: false),
                    item_id = table.Column<Guid>(type: "uuid", nullable: false),
                    code = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    item_name = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    compared_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    compared_version_id = table.Column<Guid>(type: "uuid", nullable: true),
                    differences = table.Column<string>(type: "text", nullable: false),
                    unreached = table.Column<int>(type: "integer", nullable: false),
                    unreached_because = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    live_since = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    withdrawn_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    deviates_since = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_catalogue_end_item", x => x.id);
                    table.ForeignKey(
                        name: "fk_catalogue_end_item_catalogue_end_end_id",
                        column: x => x.end_id,
                        principalTable: "catalogue_end",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "catalogue_inspection_rule_version",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    rule_id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    region_code = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false),
                    title = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    why = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    source = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    element = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    blocks = table.Column<bool>(type: "boolean", nullable: false),
                    types = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    levels = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    days = table.Column<int>(type: "integer", nullable: false),
                    remedy = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    expression = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: false),
                    effective_on = table.Column<DateOnly>(type: "date", nullable: false),
                    published_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    published_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_catalogue_inspection_rule_version", x => x.id);
                    table.ForeignKey(
                        name: "fk_catalogue_inspection_rule_version_catalogue_inspection_rule",
                        column: x => x.rule_id,
                        principalTable: "catalogue_inspection_rule",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "catalogue_item_version",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    item_id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    name = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    organisation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    organisation_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    content = table.Column<string>(type: "text", nullable: false),
                    published_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    published_by_id = table.Column<Guid>(type: "uuid", nullable: false),
                    published_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    plan_effective = table.Column<DateOnly>(type: "date", nullable: true),
                    plan_cancel = table.Column<DateOnly>(type: "date", nullable: true),
                    source = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_catalogue_item_version", x => x.id);
                    table.ForeignKey(
                        name: "fk_catalogue_item_version_catalogue_item_item_id",
                        column: x => x.item_id,
                        principalTable: "catalogue_item",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "catalogue_change_opinion",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    change_id = table.Column<Guid>(type: "uuid", nullable: false),
                    round_id = table.Column<Guid>(type: "uuid", nullable: false),
                    organisation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    organisation_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    question = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    asked_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    asked_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    due_on = table.Column<DateOnly>(type: "date", nullable: false),
                    given_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    given_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    agrees = table.Column<bool>(type: "boolean", nullable: false),
                    text = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    dropped_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    drop_reason = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_catalogue_change_opinion", x => x.id);
                    table.ForeignKey(
                        name: "fk_catalogue_change_opinion_item_change_change_id",
                        column: x => x.change_id,
                        principalTable: "catalogue_item_change",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "catalogue_change_round",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    change_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<int>(type: "integer", nullable: false),
                    handler_region = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false),
                    requester_organisation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    submitted_on = table.Column<DateOnly>(type: "date", nullable: false),
                    due_on = table.Column<DateOnly>(type: "date", nullable: false),
                    ended_on = table.Column<DateOnly>(type: "date", nullable: true),
                    withdrawn = table.Column<bool>(type: "boolean", nullable: false),
                    revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_catalogue_change_round", x => x.id);
                    table.ForeignKey(
                        name: "fk_catalogue_change_round_item_change_change_id",
                        column: x => x.change_id,
                        principalTable: "catalogue_item_change",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "catalogue_list_mapping",
                columns: table => new
                {
                    entry_id = table.Column<Guid>(type: "uuid", nullable: false),
                    target_code = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    list = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    region_code = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false),
                    mapped_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    mapped_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_catalogue_list_mapping", x => new { x.entry_id, x.target_code });
                    table.ForeignKey(
                        name: "fk_catalogue_list_mapping_catalogue_list_entry_entry_id",
                        column: x => x.entry_id,
                        principalTable: "catalogue_list_entry",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "catalogue_list_version_entry",
                columns: table => new
                {
                    version_id = table.Column<Guid>(type: "uuid", nullable: false),
                    entry_id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    name = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    type_code = table.Column<string>(type: "character varying(2)", maxLength: 2, nullable: false),
                    organisation = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    fields = table.Column<string>(type: "text", nullable: false),
                    search_text = table.Column<string>(type: "character varying(700)", maxLength: 700, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_catalogue_list_version_entry", x => new { x.version_id, x.entry_id });
                    table.ForeignKey(
                        name: "fk_catalogue_list_version_entry_catalogue_list_version_version",
                        column: x => x.version_id,
                        principalTable: "catalogue_list_version",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "catalogue_item_standard",
                columns: table => new
                {
                    item_id = table.Column<Guid>(type: "uuid", nullable: false),
                    standard_id = table.Column<Guid>(type: "uuid", nullable: false),
                    added_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    added_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_catalogue_item_standard", x => new { x.standard_id, x.item_id });
                    table.ForeignKey(
                        name: "fk_catalogue_item_standard_catalogue_standard_standard_id",
                        column: x => x.standard_id,
                        principalTable: "catalogue_standard",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "catalogue_standard_review",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    standard_id = table.Column<Guid>(type: "uuid", nullable: false),
                    round = table.Column<int>(type: "integer", nullable: false),
                    committee_id = table.Column<Guid>(type: "uuid", nullable: false),
                    committee_name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    opened_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    opened_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    closes_on = table.Column<DateOnly>(type: "date", nullable: false),
                    seats = table.Column<int>(type: "integer", nullable: false),
                    quorum = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: false),
                    majority = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: false),
                    closed_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    closed_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    @for = table.Column<int>(name: "for", type: "integer", nullable: false),
                    against = table.Column<int>(type: "integer", nullable: false),
                    abstained = table.Column<int>(type: "integer", nullable: false),
                    result = table.Column<int>(type: "integer", nullable: true),
                    revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_catalogue_standard_review", x => x.id);
                    table.ForeignKey(
                        name: "fk_catalogue_standard_review_catalogue_standard_standard_id",
                        column: x => x.standard_id,
                        principalTable: "catalogue_standard",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "catalogue_standard_upkeep",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    standard_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<int>(type: "integer", nullable: false),
                    text = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    on = table.Column<DateOnly>(type: "date", nullable: false),
                    proposed_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    proposed_by_id = table.Column<Guid>(type: "uuid", nullable: false),
                    proposed_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    confirmed_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    decided_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    refused_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    refused_why = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_catalogue_standard_upkeep", x => x.id);
                    table.ForeignKey(
                        name: "fk_catalogue_standard_upkeep_catalogue_standard_standard_id",
                        column: x => x.standard_id,
                        principalTable: "catalogue_standard",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "catalogue_experience_application",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    experience_id = table.Column<Guid>(type: "uuid", nullable: false),
                    level = table.Column<int>(type: "integer", nullable: false),
                    body = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    submitted_on = table.Column<DateOnly>(type: "date", nullable: false),
                    taken_up_on = table.Column<DateOnly>(type: "date", nullable: true),
                    decided_on = table.Column<DateOnly>(type: "date", nullable: true),
                    granted = table.Column<bool>(type: "boolean", nullable: true),
                    published_on = table.Column<DateOnly>(type: "date", nullable: true),
                    number = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    note = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_catalogue_experience_application", x => x.id);
                    table.ForeignKey(
                        name: "fk_catalogue_experience_application_catalogue_standard_experie",
                        column: x => x.experience_id,
                        principalTable: "catalogue_standard_experience",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "halls_facility",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    hall_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<int>(type: "integer", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    place = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    out_since = table.Column<DateOnly>(type: "date", nullable: true),
                    out_until = table.Column<DateOnly>(type: "date", nullable: true),
                    checked_on = table.Column<DateOnly>(type: "date", nullable: false),
                    checked_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    changed_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_halls_facility", x => x.id);
                    table.ForeignKey(
                        name: "fk_halls_facility_halls_hall_hall_id",
                        column: x => x.hall_id,
                        principalTable: "halls_hall",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "identity_agent_offer",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    company_id = table.Column<Guid>(type: "uuid", nullable: false),
                    by_id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    address_lookup = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    address_masked = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    from = table.Column<DateOnly>(type: "date", nullable: false),
                    until = table.Column<DateOnly>(type: "date", nullable: true),
                    asked_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    ended_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_identity_agent_offer", x => x.id);
                    table.ForeignKey(
                        name: "fk_identity_agent_offer_identity_company_company_id",
                        column: x => x.company_id,
                        principalTable: "identity_company",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "identity_company_certificate",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    company_id = table.Column<Guid>(type: "uuid", nullable: false),
                    thumbprint = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    subject = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    issuer = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    serial_number = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    algorithm = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    valid_until = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    bound_by_id = table.Column<Guid>(type: "uuid", nullable: false),
                    bound_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    last_used_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    removed_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_identity_company_certificate", x => x.id);
                    table.ForeignKey(
                        name: "fk_identity_company_certificate_identity_company_company_id",
                        column: x => x.company_id,
                        principalTable: "identity_company",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "identity_company_transfer",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    company_id = table.Column<Guid>(type: "uuid", nullable: false),
                    by_id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    account_hidden = table.Column<string>(type: "text", nullable: false),
                    account_masked = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    bank = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    holder = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    amount_hidden = table.Column<string>(type: "text", nullable: false),
                    asked_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    sent_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    transaction = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    misses = table.Column<int>(type: "integer", nullable: false),
                    proved_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    ended_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    failure = table.Column<int>(type: "integer", nullable: true),
                    revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_identity_company_transfer", x => x.id);
                    table.ForeignKey(
                        name: "fk_identity_company_transfer_identity_company_company_id",
                        column: x => x.company_id,
                        principalTable: "identity_company",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "identity_delegation_use",
                columns: table => new
                {
                    delegation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    case_id = table.Column<Guid>(type: "uuid", nullable: false),
                    case_number = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    item_name = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    by_id = table.Column<Guid>(type: "uuid", nullable: false),
                    by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    case_ended_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_identity_delegation_use", x => new { x.delegation_id, x.number });
                    table.ForeignKey(
                        name: "fk_identity_delegation_use_identity_delegation_delegation_id",
                        column: x => x.delegation_id,
                        principalTable: "identity_delegation",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "identity_oidc_grant",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    system_id = table.Column<Guid>(type: "uuid", nullable: false),
                    session_id = table.Column<Guid>(type: "uuid", nullable: false),
                    account_id = table.Column<Guid>(type: "uuid", nullable: false),
                    actor_id = table.Column<Guid>(type: "uuid", nullable: false),
                    acting_for_id = table.Column<Guid>(type: "uuid", nullable: true),
                    post_id = table.Column<Guid>(type: "uuid", nullable: true),
                    issuer = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    person_id_until = table.Column<DateOnly>(type: "date", nullable: true),
                    ended_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    application_id = table.Column<Guid>(type: "uuid", nullable: true),
                    concurrency_token = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: true),
                    creation_date = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    properties = table.Column<string>(type: "text", nullable: true),
                    scopes = table.Column<string>(type: "text", nullable: true),
                    status = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: true),
                    subject = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: true),
                    type = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_identity_oidc_grant", x => x.id);
                    table.ForeignKey(
                        name: "fk_identity_oidc_grant_identity_oidc_system_application_id",
                        column: x => x.application_id,
                        principalTable: "identity_oidc_system",
                        principalColumn: "id");
                });

            migrationBuilder.CreateTable(
                name: "identity_oidc_target",
                columns: table => new
                {
                    item_code = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    system_id = table.Column<Guid>(type: "uuid", nullable: false),
                    address = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_identity_oidc_target", x => x.item_code);
                    table.ForeignKey(
                        name: "fk_identity_oidc_target_identity_oidc_system_system_id",
                        column: x => x.system_id,
                        principalTable: "identity_oidc_system",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "identity_staff",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    organisation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    added_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    trace_count = table.Column<int>(type: "integer", nullable: false),
                    trace_head = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_identity_staff", x => x.id);
                    table.ForeignKey(
                        name: "fk_identity_staff_identity_organisation_organisation_id",
                        column: x => x.organisation_id,
                        principalTable: "identity_organisation",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "identity_account_closing",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    asked_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    due_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    ended_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    ending = table.Column<int>(type: "integer", nullable: true),
                    forgotten_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_identity_account_closing", x => x.id);
                    table.ForeignKey(
                        name: "fk_identity_account_closing_identity_person_person_id",
                        column: x => x.person_id,
                        principalTable: "identity_person",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "identity_company_agent",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    company_id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    representative = table.Column<bool>(type: "boolean", nullable: false),
                    from = table.Column<DateOnly>(type: "date", nullable: false),
                    until = table.Column<DateOnly>(type: "date", nullable: true),
                    revoked_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_identity_company_agent", x => x.id);
                    table.ForeignKey(
                        name: "fk_identity_company_agent_identity_company_company_id",
                        column: x => x.company_id,
                        principalTable: "identity_company",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_identity_company_agent_identity_person_person_id",
                        column: x => x.person_id,
                        principalTable: "identity_person",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "identity_face_check",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    ticket = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    page = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    begun_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    ended_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    passed = table.Column<bool>(type: "boolean", nullable: false),
                    revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_identity_face_check", x => x.id);
                    table.ForeignKey(
                        name: "fk_identity_face_check_identity_person_person_id",
                        column: x => x.person_id,
                        principalTable: "identity_person",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "identity_login_alias",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    system = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    login = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_identity_login_alias", x => x.id);
                    table.ForeignKey(
                        name: "fk_identity_login_alias_identity_person_person_id",
                        column: x => x.person_id,
                        principalTable: "identity_person",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "identity_merge_conflict",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    import_id = table.Column<Guid>(type: "uuid", nullable: false),
                    region_code = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false),
                    kind = table.Column<int>(type: "integer", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    system = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    login = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: false),
                    name_hidden = table.Column<string>(type: "text", nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    settled_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    same = table.Column<bool>(type: "boolean", nullable: false),
                    settled_by_name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    reason = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_identity_merge_conflict", x => x.id);
                    table.ForeignKey(
                        name: "fk_identity_merge_conflict_identity_legacy_import_import_id",
                        column: x => x.import_id,
                        principalTable: "identity_legacy_import",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_identity_merge_conflict_identity_person_person_id",
                        column: x => x.person_id,
                        principalTable: "identity_person",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "identity_notice_agreement",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    text_hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    agreed_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    end = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_identity_notice_agreement", x => x.id);
                    table.ForeignKey(
                        name: "fk_identity_notice_agreement_identity_person_person_id",
                        column: x => x.person_id,
                        principalTable: "identity_person",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "identity_payment_proof",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    amount_fen = table.Column<int>(type: "integer", nullable: false),
                    asked_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    page = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    closed_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    paid_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    paid_fen = table.Column<long>(type: "bigint", nullable: false),
                    transaction = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    verdict = table.Column<int>(type: "integer", nullable: true),
                    return_refused_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    refusal_reason = table.Column<string>(type: "text", nullable: false),
                    returned_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    return_transaction = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    settled_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    settled_by_name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    settlement_note = table.Column<string>(type: "text", nullable: false),
                    revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_identity_payment_proof", x => x.id);
                    table.ForeignKey(
                        name: "fk_identity_payment_proof_identity_person_person_id",
                        column: x => x.person_id,
                        principalTable: "identity_person",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "identity_phone_recovery",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    phone_hidden = table.Column<string>(type: "text", nullable: false),
                    phone_lookup = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    phone_masked = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    keys_too = table.Column<bool>(type: "boolean", nullable: false),
                    asked_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    ripe_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    stop_hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    ended_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    ending = table.Column<int>(type: "integer", nullable: true),
                    revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_identity_phone_recovery", x => x.id);
                    table.ForeignKey(
                        name: "fk_identity_phone_recovery_identity_person_person_id",
                        column: x => x.person_id,
                        principalTable: "identity_person",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "identity_real_name_check",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    result = table.Column<int>(type: "integer", nullable: true),
                    reference = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_identity_real_name_check", x => x.id);
                    table.ForeignKey(
                        name: "fk_identity_real_name_check_identity_person_person_id",
                        column: x => x.person_id,
                        principalTable: "identity_person",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "catalogue_item_file",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    change_id = table.Column<Guid>(type: "uuid", nullable: false),
                    item_code = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_catalogue_item_file", x => x.id);
                    table.ForeignKey(
                        name: "fk_catalogue_item_file_platform_file_id",
                        column: x => x.id,
                        principalTable: "platform_file",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "safety_incident_step",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    incident_id = table.Column<Guid>(type: "uuid", nullable: false),
                    what = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    by_id = table.Column<Guid>(type: "uuid", nullable: false),
                    by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_safety_incident_step", x => x.id);
                    table.ForeignKey(
                        name: "fk_safety_incident_step_safety_incident_incident_id",
                        column: x => x.incident_id,
                        principalTable: "safety_incident",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "safety_follow_up",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    plan_id = table.Column<Guid>(type: "uuid", nullable: false),
                    what = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    responsible = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    due_on = table.Column<DateOnly>(type: "date", nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    done_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    done_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    done_note = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_safety_follow_up", x => x.id);
                    table.ForeignKey(
                        name: "fk_safety_follow_up_safety_plan_plan_id",
                        column: x => x.plan_id,
                        principalTable: "safety_plan",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "safety_plan_exercise",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    plan_id = table.Column<Guid>(type: "uuid", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    held_on = table.Column<DateOnly>(type: "date", nullable: false),
                    participants = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    found = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_safety_plan_exercise", x => x.id);
                    table.ForeignKey(
                        name: "fk_safety_plan_exercise_safety_plan_plan_id",
                        column: x => x.plan_id,
                        principalTable: "safety_plan",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "safety_plan_version",
                columns: table => new
                {
                    plan_id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    text = table.Column<string>(type: "text", nullable: false),
                    exercise_months = table.Column<int>(type: "integer", nullable: false),
                    drafted_by_name = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    drafted_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    published_by_id = table.Column<Guid>(type: "uuid", nullable: false),
                    published_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    published_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_safety_plan_version", x => new { x.plan_id, x.number });
                    table.ForeignKey(
                        name: "fk_safety_plan_version_safety_plan_plan_id",
                        column: x => x.plan_id,
                        principalTable: "safety_plan",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "safety_rules_version",
                columns: table => new
                {
                    rules_id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    region_code = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false),
                    title = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    text = table.Column<string>(type: "text", nullable: false),
                    effective_from = table.Column<DateOnly>(type: "date", nullable: false),
                    measures = table.Column<string>(type: "text", nullable: false),
                    drafted_by_name = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    drafted_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    published_by_id = table.Column<Guid>(type: "uuid", nullable: false),
                    published_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    published_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_safety_rules_version", x => new { x.rules_id, x.number });
                    table.ForeignKey(
                        name: "fk_safety_rules_version_safety_rules_rules_id",
                        column: x => x.rules_id,
                        principalTable: "safety_rules",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "safety_share_conclusion",
                columns: table => new
                {
                    share_id = table.Column<Guid>(type: "uuid", nullable: false),
                    round = table.Column<int>(type: "integer", nullable: false),
                    likelihood = table.Column<int>(type: "integer", nullable: false),
                    harm = table.Column<int>(type: "integer", nullable: false),
                    measures = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    assessment = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    assessed_by_id = table.Column<Guid>(type: "uuid", nullable: false),
                    assessed_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    assessed_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    verdict = table.Column<int>(type: "integer", nullable: false),
                    grounds = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    conditions = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    from = table.Column<DateOnly>(type: "date", nullable: true),
                    until = table.Column<DateOnly>(type: "date", nullable: true),
                    covered_words = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    reviewed_by_id = table.Column<Guid>(type: "uuid", nullable: false),
                    reviewed_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    reviewed_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_safety_share_conclusion", x => new { x.share_id, x.round });
                    table.ForeignKey(
                        name: "fk_safety_share_conclusion_safety_share_share_id",
                        column: x => x.share_id,
                        principalTable: "safety_share",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "safety_share_telling",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    share_id = table.Column<Guid>(type: "uuid", nullable: false),
                    day = table.Column<DateOnly>(type: "date", nullable: false),
                    what = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    entries = table.Column<int>(type: "integer", nullable: false),
                    people = table.Column<int>(type: "integer", nullable: false),
                    counted = table.Column<bool>(type: "boolean", nullable: false),
                    by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_safety_share_telling", x => x.id);
                    table.ForeignKey(
                        name: "fk_safety_share_telling_safety_share_share_id",
                        column: x => x.share_id,
                        principalTable: "safety_share",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "catalogue_list_version_target",
                columns: table => new
                {
                    version_id = table.Column<Guid>(type: "uuid", nullable: false),
                    entry_id = table.Column<Guid>(type: "uuid", nullable: false),
                    target_code = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_catalogue_list_version_target", x => new { x.version_id, x.entry_id, x.target_code });
                    table.ForeignKey(
                        name: "fk_catalogue_list_version_target_catalogue_list_version_entry_",
                        columns: x => new { x.version_id, x.entry_id },
                        principalTable: "catalogue_list_version_entry",
                        principalColumns: new[] { "version_id", "entry_id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "catalogue_review_seat",
                columns: table => new
                {
                    review_id = table.Column<Guid>(type: "uuid", nullable: false),
                    staff_id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_catalogue_review_seat", x => new { x.review_id, x.staff_id });
                    table.ForeignKey(
                        name: "fk_catalogue_review_seat_catalogue_standard_review_review_id",
                        column: x => x.review_id,
                        principalTable: "catalogue_standard_review",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "identity_oidc_token",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    application_id = table.Column<Guid>(type: "uuid", nullable: true),
                    authorization_id = table.Column<Guid>(type: "uuid", nullable: true),
                    concurrency_token = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: true),
                    creation_date = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    expiration_date = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    payload = table.Column<string>(type: "text", nullable: true),
                    properties = table.Column<string>(type: "text", nullable: true),
                    redemption_date = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    reference_id = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    status = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: true),
                    subject = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: true),
                    type = table.Column<string>(type: "character varying(150)", maxLength: 150, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_identity_oidc_token", x => x.id);
                    table.ForeignKey(
                        name: "fk_identity_oidc_token_identity_oidc_grant_authorization_id",
                        column: x => x.authorization_id,
                        principalTable: "identity_oidc_grant",
                        principalColumn: "id");
                    table.ForeignKey(
                        name: "fk_identity_oidc_token_identity_oidc_system_application_id",
                        column: x => x.application_id,
                        principalTable: "identity_oidc_system",
                        principalColumn: "id");
                });

            migrationBuilder.CreateTable(
                name: "identity_account",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<int>(type: "integer", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: true),
                    staff_id = table.Column<Guid>(type: "uuid", nullable: true),
                    login = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: false),
                    phone_hidden = table.Column<string>(type: "text", nullable: false),
                    phone_lookup = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    password_hash = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    must_change_password = table.Column<bool>(type: "boolean", nullable: false),
                    totp_secret_hidden = table.Column<string>(type: "text", nullable: false),
                    totp_last_step = table.Column<long>(type: "bigint", nullable: false),
                    locked_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    security_stamp = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    created_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    password_changed_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    demo = table.Column<bool>(type: "boolean", nullable: false),
                    revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_identity_account", x => x.id);
                    table.ForeignKey(
                        name: "fk_identity_account_identity_person_person_id",
                        column: x => x.person_id,
                        principalTable: "identity_person",
                        principalColumn: "id");
                    table.ForeignKey(
                        name: "fk_identity_account_identity_staff_staff_id",
                        column: x => x.staff_id,
                        principalTable: "identity_staff",
                        principalColumn: "id");
                });

            migrationBuilder.CreateTable(
                name: "identity_departure",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    staff_id = table.Column<Guid>(type: "uuid", nullable: false),
                    staff_name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    region_code = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false),
                    moves = table.Column<bool>(type: "boolean", nullable: false),
                    reason = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    by_id = table.Column<Guid>(type: "uuid", nullable: false),
                    by_name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    plan = table.Column<string>(type: "text", nullable: false),
                    report = table.Column<string>(type: "text", nullable: false),
                    done_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_identity_departure", x => x.id);
                    table.ForeignKey(
                        name: "fk_identity_departure_identity_staff_staff_id",
                        column: x => x.staff_id,
                        principalTable: "identity_staff",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "identity_post",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    staff_id = table.Column<Guid>(type: "uuid", nullable: false),
                    role = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    role_id = table.Column<Guid>(type: "uuid", nullable: true),
                    organisation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    region_code = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false),
                    from = table.Column<DateOnly>(type: "date", nullable: false),
                    until = table.Column<DateOnly>(type: "date", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_identity_post", x => x.id);
                    table.ForeignKey(
                        name: "fk_identity_post_identity_organisation_organisation_id",
                        column: x => x.organisation_id,
                        principalTable: "identity_organisation",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_identity_post_identity_role_role_id",
                        column: x => x.role_id,
                        principalTable: "identity_role",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_identity_post_identity_staff_staff_id",
                        column: x => x.staff_id,
                        principalTable: "identity_staff",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "identity_certificate",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    account_id = table.Column<Guid>(type: "uuid", nullable: false),
                    thumbprint = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    subject = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    issuer = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    serial_number = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    algorithm = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    valid_until = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    bound_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    last_used_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    removed_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_identity_certificate", x => x.id);
                    table.ForeignKey(
                        name: "fk_identity_certificate_identity_account_account_id",
                        column: x => x.account_id,
                        principalTable: "identity_account",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "identity_failed_sign_in",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    account_id = table.Column<Guid>(type: "uuid", nullable: true),
                    way = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    outcome = table.Column<int>(type: "integer", nullable: false),
                    place_hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    day = table.Column<DateOnly>(type: "date", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_identity_failed_sign_in", x => x.id);
                    table.ForeignKey(
                        name: "fk_identity_failed_sign_in_identity_account_account_id",
                        column: x => x.account_id,
                        principalTable: "identity_account",
                        principalColumn: "id");
                });

            migrationBuilder.CreateTable(
                name: "identity_known_device",
                columns: table => new
                {
                    account_id = table.Column<Guid>(type: "uuid", nullable: false),
                    device_hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    first_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    last_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_identity_known_device", x => new { x.account_id, x.device_hash });
                    table.ForeignKey(
                        name: "fk_identity_known_device_identity_account_account_id",
                        column: x => x.account_id,
                        principalTable: "identity_account",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "identity_linked_account",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    account_id = table.Column<Guid>(type: "uuid", nullable: false),
                    provider = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    subject_lookup = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    linked_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    ended_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_identity_linked_account", x => x.id);
                    table.ForeignKey(
                        name: "fk_identity_linked_account_identity_account_account_id",
                        column: x => x.account_id,
                        principalTable: "identity_account",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "identity_passkey",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    account_id = table.Column<Guid>(type: "uuid", nullable: false),
                    credential_id = table.Column<byte[]>(type: "bytea", maxLength: 1023, nullable: false),
                    public_key = table.Column<byte[]>(type: "bytea", nullable: false),
                    sign_count = table.Column<long>(type: "bigint", nullable: false),
                    transports = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    backup_eligible = table.Column<bool>(type: "boolean", nullable: false),
                    backed_up = table.Column<bool>(type: "boolean", nullable: false),
                    name = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    added_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    last_used_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    revoked_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_identity_passkey", x => x.id);
                    table.ForeignKey(
                        name: "fk_identity_passkey_identity_account_account_id",
                        column: x => x.account_id,
                        principalTable: "identity_account",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "identity_session",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    token_hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    account_id = table.Column<Guid>(type: "uuid", nullable: false),
                    security_stamp = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    method = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    carries = table.Column<int>(type: "integer", nullable: false),
                    strong_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    notice_due = table.Column<bool>(type: "boolean", nullable: false),
                    created_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    last_seen_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    expires_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    ended_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    end = table.Column<int>(type: "integer", nullable: false),
                    address = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    device = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    acting_for_id = table.Column<Guid>(type: "uuid", nullable: true),
                    mandate_id = table.Column<Guid>(type: "uuid", nullable: true),
                    party_carries = table.Column<int>(type: "integer", nullable: true),
                    post_id = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_identity_session", x => x.id);
                    table.ForeignKey(
                        name: "fk_identity_session_identity_account_account_id",
                        column: x => x.account_id,
                        principalTable: "identity_account",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.InsertData(
                table: "catalogue_element_profile",
                columns: new[] { "id", "draft", "drafted_at", "drafted_by_id", "drafted_by_name", "key", "number", "revision", "trace_count", "trace_head" },
                values: new object[,]
                {
                    { new Guid("0197a100-0000-7000-8000-000000000001"), null, null, null, null, "three-four", 1, 0, 0, new byte[0] },
                    { new Guid("0197a100-0000-7000-8000-000000000002"), null, null, null, null, "twelve", 1, 0, 0, new byte[0] },
                    { new Guid("0197a100-0000-7000-8000-000000000003"), null, null, null, null, "five-fifteen", 1, 0, 0, new byte[0] }
                });

            migrationBuilder.InsertData(
                table: "catalogue_element_profile_version",
                columns: new[] { "id", "active", "at", "by_id", "by_name", "effective_on", "elements", "levels", "name", "number", "profile_id", "proposed_by_name", "reason" },
                values: new object[,]
                {
                    { new Guid("0197a101-0000-7000-8000-000000000001"), true, new DateTime(2025, 1, 1, 0, 0, 0, 0, DateTimeKind.Utc), new Guid("00000000-0000-7000-8000-000000000001"), "系统预置", new DateOnly(2025, 1, 1), "name,type,legalBasis,catalogueCode", "2,3,4", "三级四同", 1, new Guid("0197a100-0000-7000-8000-000000000001"), null, "省、市、县三级同一事项的名称、类型、法律依据、基本编码相同。" },
                    { new Guid("0197a101-0000-7000-8000-000000000002"), true, new DateTime(2025, 1, 1, 0, 0, 0, 0, DateTimeKind.Utc), new Guid("00000000-0000-7000-8000-000000000001"), "系统预置", new DateOnly(2025, 1, 1), "catalogueCode,name,type,legalBasis,authorityScope,limits,process,conditions,materials,form,fee,result", "2,3,4,5,6", "十二要素统一", 1, new Guid("0197a100-0000-7000-8000-000000000002"), null, "省、市、县、乡、村五级同一事项的十二个要素统一。" },
                    { new Guid("0197a101-0000-7000-8000-000000000003"), false, new DateTime(2025, 1, 1, 0, 0, 0, 0, DateTimeKind.Utc), new Guid("00000000-0000-7000-8000-000000000001"), "系统预置", new DateOnly(2025, 1, 1), "catalogueCode,name,type,legalBasis,authorityScope,limits,process,conditions,materials,form,fee,result,audience,handlingKind,specialSteps", "2,3,4,5,6", "五级十五同", 1, new Guid("0197a100-0000-7000-8000-000000000003"), null, "来源文件没有列出十五个要素：预置十二要素和三个候选，请核对后启用。" }
                });

            migrationBuilder.CreateIndex(
                name: "ix_cases_case_applicant_id_id",
                table: "cases_case",
                columns: new[] { "applicant_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_cases_case_correction",
                table: "cases_case",
                column: "correction_asked_at",
                filter: "corrected_at is null and closed_at is null and correction_asked_at is not null");

            migrationBuilder.CreateIndex(
                name: "ix_cases_case_draft_id",
                table: "cases_case",
                column: "draft_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_cases_case_due",
                table: "cases_case",
                columns: new[] { "due_on", "id" },
                filter: "closed_at is null and due_on is not null");

            migrationBuilder.CreateIndex(
                name: "ix_cases_case_item_id_received_at",
                table: "cases_case",
                columns: new[] { "item_id", "received_at" });

            migrationBuilder.CreateIndex(
                name: "ix_cases_case_item_open",
                table: "cases_case",
                columns: new[] { "item_id", "id" },
                filter: "decided_at is null and closed_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_cases_case_number",
                table: "cases_case",
                column: "number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_cases_case_organisation_open",
                table: "cases_case",
                columns: new[] { "organisation_id", "id" },
                filter: "closed_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_cases_case_region_code_id",
                table: "cases_case",
                columns: new[] { "region_code", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_cases_case_tolerance",
                table: "cases_case",
                columns: new[] { "mode", "id" },
                filter: "mode = 3 and closed_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_cases_coaching_by_id_once",
                table: "cases_coaching",
                columns: new[] { "by_id", "once" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_cases_coaching_number",
                table: "cases_coaching",
                column: "number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_cases_coaching_organisation_id_id",
                table: "cases_coaching",
                columns: new[] { "organisation_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_cases_coaching_party_id_id",
                table: "cases_coaching",
                columns: new[] { "party_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_cases_coaching_region_code_id",
                table: "cases_coaching",
                columns: new[] { "region_code", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_cases_consultation_case_id",
                table: "cases_consultation",
                column: "case_id");

            migrationBuilder.CreateIndex(
                name: "ix_cases_consultation_open",
                table: "cases_consultation",
                column: "asked_id",
                filter: "answered_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_cases_deviation_case_id_kind_key",
                table: "cases_deviation",
                columns: new[] { "case_id", "kind", "key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_cases_deviation_organisation_id_id",
                table: "cases_deviation",
                columns: new[] { "organisation_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_cases_deviation_region_code_id",
                table: "cases_deviation",
                columns: new[] { "region_code", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_cases_draft_created_by_id",
                table: "cases_draft",
                column: "created_by_id",
                filter: "case_id is null");

            migrationBuilder.CreateIndex(
                name: "ix_cases_draft_open",
                table: "cases_draft",
                columns: new[] { "party_id", "item_version_id", "created_by_id" },
                unique: true,
                filter: "case_id is null and discarded_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_cases_draft_party_id_saved_at",
                table: "cases_draft",
                columns: new[] { "party_id", "saved_at" });

            migrationBuilder.CreateIndex(
                name: "ix_cases_duty_case_id",
                table: "cases_duty",
                column: "case_id",
                unique: true,
                filter: "case_id is not null");

            migrationBuilder.CreateIndex(
                name: "ix_cases_duty_open",
                table: "cases_duty",
                columns: new[] { "answer_by", "id" },
                filter: "answered_at is null and answer_by is not null");

            migrationBuilder.CreateIndex(
                name: "ix_cases_duty_staff_id_id",
                table: "cases_duty",
                columns: new[] { "staff_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_cases_duty_hand_over_asked",
                table: "cases_duty_hand_over",
                columns: new[] { "to_id", "id" },
                filter: "replied_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_cases_duty_hand_over_open",
                table: "cases_duty_hand_over",
                column: "duty_id",
                unique: true,
                filter: "replied_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_cases_fee_order_asked",
                table: "cases_fee_order",
                column: "id",
                filter: "asked_at is not null and paid_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_cases_fee_order_case_id",
                table: "cases_fee_order",
                column: "case_id");

            migrationBuilder.CreateIndex(
                name: "ix_cases_fee_order_number",
                table: "cases_fee_order",
                column: "number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_cases_fee_order_open",
                table: "cases_fee_order",
                column: "case_id",
                unique: true,
                filter: "paid_at is null and cancelled_at is null and total_fen > waived_fen");

            migrationBuilder.CreateIndex(
                name: "ix_cases_fee_order_organisation_id_id",
                table: "cases_fee_order",
                columns: new[] { "organisation_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_cases_fee_order_region_code_id",
                table: "cases_fee_order",
                columns: new[] { "region_code", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_cases_notice_case_id",
                table: "cases_notice",
                column: "case_id");

            migrationBuilder.CreateIndex(
                name: "ix_cases_pre_review_draft_id_id",
                table: "cases_pre_review",
                columns: new[] { "draft_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_cases_pre_review_due",
                table: "cases_pre_review",
                columns: new[] { "region_code", "due_on", "id" },
                filter: "ended_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_cases_pre_review_ended",
                table: "cases_pre_review",
                columns: new[] { "region_code", "id" },
                filter: "ended_at is not null");

            migrationBuilder.CreateIndex(
                name: "ix_cases_pre_review_number",
                table: "cases_pre_review",
                column: "number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_cases_pre_review_open",
                table: "cases_pre_review",
                column: "draft_id",
                unique: true,
                filter: "ended_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_cases_rebase_case_id_id",
                table: "cases_rebase",
                columns: new[] { "case_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_cases_result_case_id",
                table: "cases_result",
                column: "case_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_cases_result_verification_code",
                table: "cases_result",
                column: "verification_code",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_cases_scan_page_draft_id_key_position",
                table: "cases_scan_page",
                columns: new[] { "draft_id", "key", "position" });

            migrationBuilder.CreateIndex(
                name: "ix_cases_special_procedure_case_id",
                table: "cases_special_procedure",
                column: "case_id");

            migrationBuilder.CreateIndex(
                name: "ix_cases_special_procedure_open",
                table: "cases_special_procedure",
                column: "id",
                filter: "ended_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_cases_step_case_id_stage",
                table: "cases_step",
                columns: new[] { "case_id", "stage" });

            migrationBuilder.CreateIndex(
                name: "ix_cases_step_due",
                table: "cases_step",
                columns: new[] { "due_on", "id" },
                filter: "completed_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_cases_step_organisation_open",
                table: "cases_step",
                columns: new[] { "role", "organisation_id", "due_on", "id" },
                filter: "completed_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_cases_step_region_open",
                table: "cases_step",
                columns: new[] { "role", "region_code", "due_on", "id" },
                filter: "completed_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_cases_step_zone_open",
                table: "cases_step",
                columns: new[] { "zone_item_id", "id" },
                filter: "completed_at is null and zone_item_id is not null");

            migrationBuilder.CreateIndex(
                name: "ix_cases_step_routing_case_id",
                table: "cases_step_routing",
                column: "case_id");

            migrationBuilder.CreateIndex(
                name: "ix_cases_warning_case_id_rule",
                table: "cases_warning",
                columns: new[] { "case_id", "rule" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_cases_warning_region_code_id",
                table: "cases_warning",
                columns: new[] { "region_code", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_catalogue_adjustment_batch_region_code_half",
                table: "catalogue_adjustment_batch",
                columns: new[] { "region_code", "half" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_catalogue_adjustment_receiver_adjustment_id_organisation_id",
                table: "catalogue_adjustment_receiver",
                columns: new[] { "adjustment_id", "organisation_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_catalogue_adoption_task_answer",
                table: "catalogue_adoption_task",
                columns: new[] { "answer_due_on", "id" },
                filter: "closed_at is null and answered_at is null and answer_due_on is not null");

            migrationBuilder.CreateIndex(
                name: "ix_catalogue_adoption_task_item_id_upper_version_id_status_run",
                table: "catalogue_adoption_task",
                columns: new[] { "item_id", "upper_version_id", "status_run_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_catalogue_adoption_task_organisation_id_due_on_id",
                table: "catalogue_adoption_task",
                columns: new[] { "organisation_id", "due_on", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_catalogue_adoption_task_region_code_due_on_id",
                table: "catalogue_adoption_task",
                columns: new[] { "region_code", "due_on", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_catalogue_adoption_task_upper_id",
                table: "catalogue_adoption_task",
                column: "upper_id");

            migrationBuilder.CreateIndex(
                name: "ix_catalogue_adoption_task_upper_version_id",
                table: "catalogue_adoption_task",
                column: "upper_version_id");

            migrationBuilder.CreateIndex(
                name: "ix_catalogue_agreement_count_organisation_id",
                table: "catalogue_agreement_count",
                column: "organisation_id");

            migrationBuilder.CreateIndex(
                name: "ix_catalogue_capacity_assessment_adjustment_id_round_receiver_",
                table: "catalogue_capacity_assessment",
                columns: new[] { "adjustment_id", "round", "receiver_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_catalogue_change_opinion_change_id_asked_at",
                table: "catalogue_change_opinion",
                columns: new[] { "change_id", "asked_at" });

            migrationBuilder.CreateIndex(
                name: "ix_catalogue_change_opinion_open",
                table: "catalogue_change_opinion",
                column: "organisation_id",
                filter: "given_at is null and dropped_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_catalogue_change_opinion_round_id_organisation_id",
                table: "catalogue_change_opinion",
                columns: new[] { "round_id", "organisation_id" },
                unique: true,
                filter: "dropped_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_catalogue_change_round_due",
                table: "catalogue_change_round",
                column: "due_on",
                filter: "ended_on is null");

            migrationBuilder.CreateIndex(
                name: "ix_catalogue_change_round_handler_region_submitted_on",
                table: "catalogue_change_round",
                columns: new[] { "handler_region", "submitted_on" });

            migrationBuilder.CreateIndex(
                name: "ix_catalogue_change_round_open",
                table: "catalogue_change_round",
                column: "change_id",
                unique: true,
                filter: "ended_on is null");

            migrationBuilder.CreateIndex(
                name: "ix_catalogue_committee_region_code_name",
                table: "catalogue_committee",
                columns: new[] { "region_code", "name" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_catalogue_committee_member_committee_id_staff_id_from",
                table: "catalogue_committee_member",
                columns: new[] { "committee_id", "staff_id", "from" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_catalogue_committee_member_staff_id",
                table: "catalogue_committee_member",
                column: "staff_id");

            migrationBuilder.CreateIndex(
                name: "ix_catalogue_dictionary_entry_edition",
                table: "catalogue_dictionary_entry",
                column: "edition",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_catalogue_dictionary_entry_kind_key_number",
                table: "catalogue_dictionary_entry",
                columns: new[] { "kind", "key", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_catalogue_difference_item_id_profile_key_element_key",
                table: "catalogue_difference",
                columns: new[] { "item_id", "profile_key", "element_key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_catalogue_difference_organisation_id_region_code",
                table: "catalogue_difference",
                columns: new[] { "organisation_id", "region_code" });

            migrationBuilder.CreateIndex(
                name: "ix_catalogue_difference_profile_key_element_key_region_code_it",
                table: "catalogue_difference",
                columns: new[] { "profile_key", "element_key", "region_code", "item_id" });

            migrationBuilder.CreateIndex(
                name: "ix_catalogue_difference_profile_key_region_code_item_id",
                table: "catalogue_difference",
                columns: new[] { "profile_key", "region_code", "item_id" });

            migrationBuilder.CreateIndex(
                name: "ix_catalogue_element_profile_key",
                table: "catalogue_element_profile",
                column: "key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_catalogue_element_profile_version_profile_id_number",
                table: "catalogue_element_profile_version",
                columns: new[] { "profile_id", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_catalogue_element_use_item_id",
                table: "catalogue_element_use",
                column: "item_id");

            migrationBuilder.CreateIndex(
                name: "ix_catalogue_end_organisation_id_name",
                table: "catalogue_end",
                columns: new[] { "organisation_id", "name" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_catalogue_end_region_code_id",
                table: "catalogue_end",
                columns: new[] { "region_code", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_catalogue_end_item_deviates_since",
                table: "catalogue_end_item",
                column: "deviates_since");

            migrationBuilder.CreateIndex(
                name: "ix_catalogue_end_item_end_id_code",
                table: "catalogue_end_item",
                columns: new[] { "end_id", "code" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_catalogue_end_item_item_id",
                table: "catalogue_end_item",
                column: "item_id");

            migrationBuilder.CreateIndex(
                name: "ix_catalogue_experience_application_experience_id",
                table: "catalogue_experience_application",
                column: "experience_id");

            migrationBuilder.CreateIndex(
                name: "ix_catalogue_fan_out_next_attempt_at",
                table: "catalogue_fan_out",
                column: "next_attempt_at",
                filter: "done_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_catalogue_fan_out_untold",
                table: "catalogue_fan_out",
                column: "done_at",
                filter: "done_at is not null and told_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_catalogue_fan_out_version_id_took_effect",
                table: "catalogue_fan_out",
                columns: new[] { "version_id", "took_effect" },
                unique: true,
                filter: "status is null");

            migrationBuilder.CreateIndex(
                name: "ix_catalogue_feed_entry_sequence",
                table: "catalogue_feed_entry",
                column: "sequence",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_catalogue_finding_city",
                table: "catalogue_finding",
                columns: new[] { "city_code", "due_on", "id" },
                filter: "closed_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_catalogue_finding_closed",
                table: "catalogue_finding",
                columns: new[] { "organisation_id", "due_on", "id" },
                filter: "closed_at is not null");

            migrationBuilder.CreateIndex(
                name: "ix_catalogue_finding_closed_county",
                table: "catalogue_finding",
                columns: new[] { "county_code", "due_on", "id" },
                filter: "closed_at is not null");

            migrationBuilder.CreateIndex(
                name: "ix_catalogue_finding_closed_province",
                table: "catalogue_finding",
                columns: new[] { "province_code", "due_on", "id" },
                filter: "closed_at is not null");

            migrationBuilder.CreateIndex(
                name: "ix_catalogue_finding_county",
                table: "catalogue_finding",
                columns: new[] { "county_code", "due_on", "id" },
                filter: "closed_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_catalogue_finding_due",
                table: "catalogue_finding",
                columns: new[] { "due_on", "id" },
                filter: "closed_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_catalogue_finding_explained",
                table: "catalogue_finding",
                columns: new[] { "due_on", "id" },
                filter: "closed_at is null and explained_at is not null");

            migrationBuilder.CreateIndex(
                name: "ix_catalogue_finding_item_id_id",
                table: "catalogue_finding",
                columns: new[] { "item_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_catalogue_finding_open",
                table: "catalogue_finding",
                columns: new[] { "item_id", "rule_key", "place" },
                unique: true,
                filter: "closed_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_catalogue_finding_organisation",
                table: "catalogue_finding",
                columns: new[] { "organisation_id", "due_on", "id" },
                filter: "closed_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_catalogue_finding_origin",
                table: "catalogue_finding",
                columns: new[] { "province_code", "origin", "due_on", "id" },
                filter: "closed_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_catalogue_finding_province",
                table: "catalogue_finding",
                columns: new[] { "province_code", "due_on", "id" },
                filter: "closed_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_catalogue_finding_responsible",
                table: "catalogue_finding",
                columns: new[] { "responsible_id", "due_on", "id" },
                filter: "closed_at is null and responsible_id is not null");

            migrationBuilder.CreateIndex(
                name: "ix_catalogue_finding_resting",
                table: "catalogue_finding",
                columns: new[] { "due_on", "id" },
                filter: "closed_at is null and rests_since is not null");

            migrationBuilder.CreateIndex(
                name: "ix_catalogue_finding_rule",
                table: "catalogue_finding",
                columns: new[] { "province_code", "rule_key", "due_on", "id" },
                filter: "closed_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_catalogue_former_list_item_list_region_code_code_until",
                table: "catalogue_former_list_item",
                columns: new[] { "list", "region_code", "code", "until" });

            migrationBuilder.CreateIndex(
                name: "ix_catalogue_grant_opinion_grant_id_id",
                table: "catalogue_grant_opinion",
                columns: new[] { "grant_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_catalogue_guide_pilot_ended_at_owner_region",
                table: "catalogue_guide_pilot",
                columns: new[] { "ended_at", "owner_region" });

            migrationBuilder.CreateIndex(
                name: "ix_catalogue_guide_pilot_open",
                table: "catalogue_guide_pilot",
                columns: new[] { "owner_region", "region_code", "item_code" },
                unique: true,
                filter: "ended_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_catalogue_guide_remark_finding_id",
                table: "catalogue_guide_remark",
                column: "finding_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_catalogue_guide_remark_party_id_id",
                table: "catalogue_guide_remark",
                columns: new[] { "party_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_catalogue_import_row_error_run_id_row",
                table: "catalogue_import_row_error",
                columns: new[] { "run_id", "row" });

            migrationBuilder.CreateIndex(
                name: "ix_catalogue_import_run_kind_started_at",
                table: "catalogue_import_run",
                columns: new[] { "kind", "started_at" });

            migrationBuilder.CreateIndex(
                name: "ix_catalogue_inspection_rule_region_code_id",
                table: "catalogue_inspection_rule",
                columns: new[] { "region_code", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_catalogue_inspection_rule_version_rule_id_number",
                table: "catalogue_inspection_rule_version",
                columns: new[] { "rule_id", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_catalogue_inspection_run_started_at",
                table: "catalogue_inspection_run",
                column: "started_at");

            migrationBuilder.CreateIndex(
                name: "ix_catalogue_item_catalogue_code",
                table: "catalogue_item",
                column: "catalogue_code");

            migrationBuilder.CreateIndex(
                name: "ix_catalogue_item_code",
                table: "catalogue_item",
                column: "code",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_catalogue_item_kind_region_code_code",
                table: "catalogue_item",
                columns: new[] { "kind", "region_code", "code" });

            migrationBuilder.CreateIndex(
                name: "ix_catalogue_item_kind_status_region_code_code",
                table: "catalogue_item",
                columns: new[] { "kind", "status", "region_code", "code" });

            migrationBuilder.CreateIndex(
                name: "ix_catalogue_item_next_on",
                table: "catalogue_item",
                column: "next_on",
                filter: "next_on is not null");

            migrationBuilder.CreateIndex(
                name: "ix_catalogue_item_organisation_id_kind_region_code_code",
                table: "catalogue_item",
                columns: new[] { "organisation_id", "kind", "region_code", "code" });

            migrationBuilder.CreateIndex(
                name: "ix_catalogue_item_parent_id",
                table: "catalogue_item",
                column: "parent_id");

            migrationBuilder.CreateIndex(
                name: "ix_catalogue_item_unbound",
                table: "catalogue_item",
                columns: new[] { "kind", "region_code", "code" },
                filter: "parent_id is null");

            migrationBuilder.CreateIndex(
                name: "ix_catalogue_item_change_code",
                table: "catalogue_item_change",
                column: "code");

            migrationBuilder.CreateIndex(
                name: "ix_catalogue_item_change_draft",
                table: "catalogue_item_change",
                columns: new[] { "item_id", "requester_organisation_id", "kind", "on_account_of" },
                unique: true,
                filter: "item_id is not null and submitted_at is null and withdrawn_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_catalogue_item_change_handler_region_due_on_id",
                table: "catalogue_item_change",
                columns: new[] { "handler_region", "due_on", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_catalogue_item_change_item_id",
                table: "catalogue_item_change",
                column: "item_id");

            migrationBuilder.CreateIndex(
                name: "ix_catalogue_item_change_leads_to",
                table: "catalogue_item_change",
                column: "leads_to",
                filter: "leads_to is not null");

            migrationBuilder.CreateIndex(
                name: "ix_catalogue_item_change_new",
                table: "catalogue_item_change",
                column: "code",
                unique: true,
                filter: "kind = 1 and approved_at is null and withdrawn_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_catalogue_item_change_requester_organisation_id_drafted_at_",
                table: "catalogue_item_change",
                columns: new[] { "requester_organisation_id", "drafted_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_catalogue_item_evaluation_item_id_id",
                table: "catalogue_item_evaluation",
                columns: new[] { "item_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_catalogue_item_evaluation_open",
                table: "catalogue_item_evaluation",
                columns: new[] { "due_on", "id" },
                filter: "done_at is null and due_on is not null");

            migrationBuilder.CreateIndex(
                name: "ix_catalogue_item_file_change_id",
                table: "catalogue_item_file",
                column: "change_id");

            migrationBuilder.CreateIndex(
                name: "ix_catalogue_item_grant_batch_id_receiver_id",
                table: "catalogue_item_grant",
                columns: new[] { "batch_id", "receiver_id" });

            migrationBuilder.CreateIndex(
                name: "ix_catalogue_item_grant_giver_id_id",
                table: "catalogue_item_grant",
                columns: new[] { "giver_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_catalogue_item_grant_giver_region_code_id",
                table: "catalogue_item_grant",
                columns: new[] { "giver_region_code", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_catalogue_item_grant_item_id",
                table: "catalogue_item_grant",
                column: "item_id");

            migrationBuilder.CreateIndex(
                name: "ix_catalogue_item_grant_open",
                table: "catalogue_item_grant",
                columns: new[] { "giver_item_id", "receiver_id" },
                unique: true,
                filter: "recalled_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_catalogue_item_grant_receiver_id_id",
                table: "catalogue_item_grant",
                columns: new[] { "receiver_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_catalogue_item_index_code",
                table: "catalogue_item_index",
                column: "code",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_catalogue_item_index_hot_score_code",
                table: "catalogue_item_index",
                columns: new[] { "hot_score", "code" },
                descending: new[] { true, false });

            migrationBuilder.CreateIndex(
                name: "ix_catalogue_item_index_organisation_id",
                table: "catalogue_item_index",
                column: "organisation_id");

            migrationBuilder.CreateIndex(
                name: "ix_catalogue_item_index_region_code_hot_score",
                table: "catalogue_item_index",
                columns: new[] { "region_code", "hot_score" });

            migrationBuilder.CreateIndex(
                name: "ix_catalogue_item_measure_organisation_id_saved_item_id",
                table: "catalogue_item_measure",
                columns: new[] { "organisation_id", "saved", "item_id" },
                descending: new[] { false, true, false });

            migrationBuilder.CreateIndex(
                name: "ix_catalogue_item_measure_province_code_saved_item_id",
                table: "catalogue_item_measure",
                columns: new[] { "province_code", "saved", "item_id" },
                descending: new[] { false, true, false });

            migrationBuilder.CreateIndex(
                name: "ix_catalogue_item_measure_region_code_saved_item_id",
                table: "catalogue_item_measure",
                columns: new[] { "region_code", "saved", "item_id" });

            migrationBuilder.CreateIndex(
                name: "ix_catalogue_item_measure_saved_item_id",
                table: "catalogue_item_measure",
                columns: new[] { "saved", "item_id" },
                descending: new[] { true, false });

            migrationBuilder.CreateIndex(
                name: "ix_catalogue_item_standard_item_id",
                table: "catalogue_item_standard",
                column: "item_id");

            migrationBuilder.CreateIndex(
                name: "ix_catalogue_item_theme_item_id",
                table: "catalogue_item_theme",
                column: "item_id");

            migrationBuilder.CreateIndex(
                name: "ix_catalogue_item_version_item_id_number",
                table: "catalogue_item_version",
                columns: new[] { "item_id", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_catalogue_item_version_plan_cancel",
                table: "catalogue_item_version",
                column: "plan_cancel",
                filter: "plan_cancel is not null");

            migrationBuilder.CreateIndex(
                name: "ix_catalogue_legality_review_adjustment_id_round",
                table: "catalogue_legality_review",
                columns: new[] { "adjustment_id", "round" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_catalogue_list_entry_list_region_code_number",
                table: "catalogue_list_entry",
                columns: new[] { "list", "region_code", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_catalogue_list_item_list_organisation_id_code",
                table: "catalogue_list_item",
                columns: new[] { "list", "organisation_id", "code" });

            migrationBuilder.CreateIndex(
                name: "ix_catalogue_list_item_list_region_code_code",
                table: "catalogue_list_item",
                columns: new[] { "list", "region_code", "code" });

            migrationBuilder.CreateIndex(
                name: "ix_catalogue_list_mapping_list_region_code",
                table: "catalogue_list_mapping",
                columns: new[] { "list", "region_code" });

            migrationBuilder.CreateIndex(
                name: "ix_catalogue_list_mapping_target_code_list",
                table: "catalogue_list_mapping",
                columns: new[] { "target_code", "list" });

            migrationBuilder.CreateIndex(
                name: "ix_catalogue_list_proposal_open",
                table: "catalogue_list_proposal",
                columns: new[] { "list", "region_code" },
                unique: true,
                filter: "decided_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_catalogue_list_takeover_checked_at",
                table: "catalogue_list_takeover",
                column: "checked_at");

            migrationBuilder.CreateIndex(
                name: "ix_catalogue_list_version_list_region_code_number",
                table: "catalogue_list_version",
                columns: new[] { "list", "region_code", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_catalogue_list_version_entry_version_id_number",
                table: "catalogue_list_version_entry",
                columns: new[] { "version_id", "number" });

            migrationBuilder.CreateIndex(
                name: "ix_catalogue_list_version_target_target_code_version_id",
                table: "catalogue_list_version_target",
                columns: new[] { "target_code", "version_id" });

            migrationBuilder.CreateIndex(
                name: "ix_catalogue_manual_check_open",
                table: "catalogue_manual_check",
                columns: new[] { "item_id", "reviewer_id" },
                unique: true,
                filter: "done_at is null and withdrawn_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_catalogue_manual_check_region_code_due_on_id",
                table: "catalogue_manual_check",
                columns: new[] { "region_code", "due_on", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_catalogue_manual_check_reviewer_id_due_on_id",
                table: "catalogue_manual_check",
                columns: new[] { "reviewer_id", "due_on", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_catalogue_mass_change_next_attempt_at",
                table: "catalogue_mass_change",
                column: "next_attempt_at",
                filter: "done_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_catalogue_mass_change_open",
                table: "catalogue_mass_change",
                column: "subject_id",
                unique: true,
                filter: "done_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_catalogue_mass_change_subject_id_asked_at",
                table: "catalogue_mass_change",
                columns: new[] { "subject_id", "asked_at" });

            migrationBuilder.CreateIndex(
                name: "ix_catalogue_outside_decision_key",
                table: "catalogue_outside_decision",
                column: "key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_catalogue_outside_decision_standard_id",
                table: "catalogue_outside_decision",
                column: "standard_id");

            migrationBuilder.CreateIndex(
                name: "ix_catalogue_outward_link_address",
                table: "catalogue_outward_link",
                column: "address",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_catalogue_outward_link_dead_on",
                table: "catalogue_outward_link",
                column: "dead_on",
                filter: "dead_on is not null");

            migrationBuilder.CreateIndex(
                name: "ix_catalogue_permission_adjustment_batch_id_stage_id",
                table: "catalogue_permission_adjustment",
                columns: new[] { "batch_id", "stage", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_catalogue_profile_exception_item_id",
                table: "catalogue_profile_exception",
                column: "item_id");

            migrationBuilder.CreateIndex(
                name: "ix_catalogue_reorganisation_due",
                table: "catalogue_reorganisation",
                column: "effective_on",
                filter: "approved_at is not null and undone_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_catalogue_reorganisation_region_code_id",
                table: "catalogue_reorganisation",
                columns: new[] { "region_code", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_catalogue_reorganisation_undo",
                table: "catalogue_reorganisation",
                column: "undoes_id",
                unique: true,
                filter: "undoes_id is not null and refused_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_catalogue_reorganisation_move_reorganisation_id_to_id_part_",
                table: "catalogue_reorganisation_move",
                columns: new[] { "reorganisation_id", "to_id", "part", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_catalogue_review_opinion_review_id_staff_id_sequence",
                table: "catalogue_review_opinion",
                columns: new[] { "review_id", "staff_id", "sequence" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_catalogue_review_opinion_standard_id",
                table: "catalogue_review_opinion",
                column: "standard_id");

            migrationBuilder.CreateIndex(
                name: "ix_catalogue_review_seat_staff_id",
                table: "catalogue_review_seat",
                column: "staff_id");

            migrationBuilder.CreateIndex(
                name: "ix_catalogue_rule_trial_rule_id_started_at",
                table: "catalogue_rule_trial",
                columns: new[] { "rule_id", "started_at" });

            migrationBuilder.CreateIndex(
                name: "ix_catalogue_standard_experience_id",
                table: "catalogue_standard",
                column: "experience_id");

            migrationBuilder.CreateIndex(
                name: "ix_catalogue_standard_number",
                table: "catalogue_standard",
                column: "number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_catalogue_standard_owner_id_id",
                table: "catalogue_standard",
                columns: new[] { "owner_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_catalogue_standard_programme_id",
                table: "catalogue_standard",
                column: "programme_id");

            migrationBuilder.CreateIndex(
                name: "ix_catalogue_standard_replaces_id",
                table: "catalogue_standard",
                column: "replaces_id");

            migrationBuilder.CreateIndex(
                name: "ix_catalogue_standard_text_id",
                table: "catalogue_standard",
                column: "text_id");

            migrationBuilder.CreateIndex(
                name: "ix_catalogue_standard_experience_organisation_id",
                table: "catalogue_standard_experience",
                column: "organisation_id");

            migrationBuilder.CreateIndex(
                name: "ix_catalogue_standard_experience_region_code_id",
                table: "catalogue_standard_experience",
                columns: new[] { "region_code", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_catalogue_standard_programme_region_code_name",
                table: "catalogue_standard_programme",
                columns: new[] { "region_code", "name" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_catalogue_standard_push_open",
                table: "catalogue_standard_push",
                column: "next_attempt_at",
                filter: "done_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_catalogue_standard_review_open",
                table: "catalogue_standard_review",
                column: "closes_on",
                filter: "closed_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_catalogue_standard_review_standard_id_round",
                table: "catalogue_standard_review",
                columns: new[] { "standard_id", "round" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_catalogue_standard_upkeep_standard_id",
                table: "catalogue_standard_upkeep",
                column: "standard_id");

            migrationBuilder.CreateIndex(
                name: "ix_catalogue_theme_audience_kind_name",
                table: "catalogue_theme",
                columns: new[] { "audience", "kind", "name" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_feedback_enquiry_organisation_id_waiting_due_on_id",
                table: "feedback_enquiry",
                columns: new[] { "organisation_id", "waiting", "due_on", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_feedback_enquiry_party_id_id",
                table: "feedback_enquiry",
                columns: new[] { "party_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_feedback_invitation_party_id_at",
                table: "feedback_invitation",
                columns: new[] { "party_id", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_feedback_public_answer_enquiry_id",
                table: "feedback_public_answer",
                column: "enquiry_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_feedback_public_answer_item_id_published_at",
                table: "feedback_public_answer",
                columns: new[] { "item_id", "published_at" });

            migrationBuilder.CreateIndex(
                name: "ix_feedback_public_answer_organisation_id_id",
                table: "feedback_public_answer",
                columns: new[] { "organisation_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_feedback_public_answer_region_code_id",
                table: "feedback_public_answer",
                columns: new[] { "region_code", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_feedback_rating_bad",
                table: "feedback_rating",
                column: "id",
                filter: "level >= 4");

            migrationBuilder.CreateIndex(
                name: "ix_feedback_rating_case_id_occasion",
                table: "feedback_rating",
                columns: new[] { "case_id", "occasion" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_feedback_rating_region_code_id",
                table: "feedback_rating",
                columns: new[] { "region_code", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_forms_form_version_key_number",
                table: "forms_form_version",
                columns: new[] { "key", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_halls_assist_request_open",
                table: "halls_assist_request",
                columns: new[] { "party_id", "item_code" },
                unique: true,
                filter: "ended_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_halls_assist_request_party_id_id",
                table: "halls_assist_request",
                columns: new[] { "party_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_halls_assist_request_region_code_answer_by_id",
                table: "halls_assist_request",
                columns: new[] { "region_code", "answer_by", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_halls_booking_code",
                table: "halls_booking",
                column: "code",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_halls_booking_hall_id_day_slot_id",
                table: "halls_booking",
                columns: new[] { "hall_id", "day", "slot", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_halls_booking_holder_id_day_slot",
                table: "halls_booking",
                columns: new[] { "holder_id", "day", "slot" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_halls_booking_live",
                table: "halls_booking",
                columns: new[] { "day", "id" },
                filter: "state = 1");

            migrationBuilder.CreateIndex(
                name: "ix_halls_booking_party_id_id",
                table: "halls_booking",
                columns: new[] { "party_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_halls_booking_person_id_day",
                table: "halls_booking",
                columns: new[] { "person_id", "day" });

            migrationBuilder.CreateIndex(
                name: "ix_halls_booking_window_kind_id_day_slot_seat",
                table: "halls_booking",
                columns: new[] { "window_kind_id", "day", "slot", "seat" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_halls_facility_hall_id_kind",
                table: "halls_facility",
                columns: new[] { "hall_id", "kind" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_halls_hall_region_code_name",
                table: "halls_hall",
                columns: new[] { "region_code", "name" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_halls_window_kind_hall_id_name",
                table: "halls_window_kind",
                columns: new[] { "hall_id", "name" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_identity_account_kind_phone_lookup",
                table: "identity_account",
                columns: new[] { "kind", "phone_lookup" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_identity_account_login",
                table: "identity_account",
                column: "login",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_identity_account_person_id",
                table: "identity_account",
                column: "person_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_identity_account_staff_id",
                table: "identity_account",
                column: "staff_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_identity_account_closing_due",
                table: "identity_account_closing",
                column: "due_at",
                filter: "forgotten_at is null");

            migrationBuilder.CreateIndex(
                name: "ux_identity_account_closing_open",
                table: "identity_account_closing",
                column: "person_id",
                unique: true,
                filter: "ended_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_identity_agent_offer_address",
                table: "identity_agent_offer",
                column: "address_lookup",
                filter: "ended_at is null");

            migrationBuilder.CreateIndex(
                name: "ux_identity_agent_offer_open",
                table: "identity_agent_offer",
                columns: new[] { "company_id", "address_lookup" },
                unique: true,
                filter: "ended_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_identity_certificate_account_id_id",
                table: "identity_certificate",
                columns: new[] { "account_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ux_identity_certificate_live",
                table: "identity_certificate",
                column: "thumbprint",
                unique: true,
                filter: "removed_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_identity_company_credit_code",
                table: "identity_company",
                column: "credit_code",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_identity_company_agent_company_id_id",
                table: "identity_company_agent",
                columns: new[] { "company_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_identity_company_agent_person_id_company_id",
                table: "identity_company_agent",
                columns: new[] { "person_id", "company_id" });

            migrationBuilder.CreateIndex(
                name: "ux_identity_company_representative",
                table: "identity_company_agent",
                column: "company_id",
                unique: true,
                filter: "representative and revoked_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_identity_company_certificate_company_id_id",
                table: "identity_company_certificate",
                columns: new[] { "company_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ux_identity_company_certificate_live",
                table: "identity_company_certificate",
                column: "thumbprint",
                unique: true,
                filter: "removed_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_identity_company_transfer_company_id_asked_at",
                table: "identity_company_transfer",
                columns: new[] { "company_id", "asked_at" });

            migrationBuilder.CreateIndex(
                name: "ix_identity_company_transfer_number",
                table: "identity_company_transfer",
                column: "number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_identity_company_transfer_unsent",
                table: "identity_company_transfer",
                column: "asked_at",
                filter: "sent_at is null and ended_at is null");

            migrationBuilder.CreateIndex(
                name: "ux_identity_company_transfer_open",
                table: "identity_company_transfer",
                column: "company_id",
                unique: true,
                filter: "ended_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_identity_dangerous_act_region_code_id",
                table: "identity_dangerous_act",
                columns: new[] { "region_code", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_identity_delegation_delegate_id_id",
                table: "identity_delegation",
                columns: new[] { "delegate_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_identity_delegation_helper_id_id",
                table: "identity_delegation",
                columns: new[] { "helper_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_identity_delegation_offered",
                table: "identity_delegation",
                columns: new[] { "address_lookup", "id" },
                filter: "accepted_at is null and refused_at is null and revoked_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_identity_delegation_principal_id_address_lookup_id",
                table: "identity_delegation",
                columns: new[] { "principal_id", "address_lookup", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_identity_delegation_principal_id_id",
                table: "identity_delegation",
                columns: new[] { "principal_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_identity_delegation_use_case_id",
                table: "identity_delegation_use",
                column: "case_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ux_identity_departure_open",
                table: "identity_departure",
                column: "staff_id",
                unique: true,
                filter: "done_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_identity_face_check_person_id_begun_at",
                table: "identity_face_check",
                columns: new[] { "person_id", "begun_at" });

            migrationBuilder.CreateIndex(
                name: "ix_identity_face_check_ticket",
                table: "identity_face_check",
                column: "ticket",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_identity_failed_sign_in_account_id_at",
                table: "identity_failed_sign_in",
                columns: new[] { "account_id", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_identity_failed_sign_in_at",
                table: "identity_failed_sign_in",
                column: "at");

            migrationBuilder.CreateIndex(
                name: "ix_identity_failed_sign_in_day_way",
                table: "identity_failed_sign_in",
                columns: new[] { "day", "way" });

            migrationBuilder.CreateIndex(
                name: "ix_identity_known_device_device_hash",
                table: "identity_known_device",
                column: "device_hash");

            migrationBuilder.CreateIndex(
                name: "ix_identity_known_device_last_at",
                table: "identity_known_device",
                column: "last_at");

            migrationBuilder.CreateIndex(
                name: "ix_identity_known_value_party_id_key",
                table: "identity_known_value",
                columns: new[] { "party_id", "key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_identity_known_value_former_known_value_id_id",
                table: "identity_known_value_former",
                columns: new[] { "known_value_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_identity_known_value_former_party_id",
                table: "identity_known_value_former",
                column: "party_id");

            migrationBuilder.CreateIndex(
                name: "ix_identity_legacy_import_region_code_id",
                table: "identity_legacy_import",
                columns: new[] { "region_code", "id" });

            migrationBuilder.CreateIndex(
                name: "ux_identity_linked_account_holds",
                table: "identity_linked_account",
                columns: new[] { "provider", "subject_lookup" },
                unique: true,
                filter: "ended_at is null");

            migrationBuilder.CreateIndex(
                name: "ux_identity_linked_account_one",
                table: "identity_linked_account",
                columns: new[] { "account_id", "provider" },
                unique: true,
                filter: "ended_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_identity_login_alias_login_system",
                table: "identity_login_alias",
                columns: new[] { "login", "system" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_identity_login_alias_person_id",
                table: "identity_login_alias",
                column: "person_id");

            migrationBuilder.CreateIndex(
                name: "ix_identity_merge_conflict_import_id",
                table: "identity_merge_conflict",
                column: "import_id");

            migrationBuilder.CreateIndex(
                name: "ix_identity_merge_conflict_open",
                table: "identity_merge_conflict",
                columns: new[] { "region_code", "id" },
                filter: "settled_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_identity_merge_conflict_person_id",
                table: "identity_merge_conflict",
                column: "person_id");

            migrationBuilder.CreateIndex(
                name: "ix_identity_notice_agreement_person_id_version",
                table: "identity_notice_agreement",
                columns: new[] { "person_id", "version" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_identity_oidc_consent_person_id_id",
                table: "identity_oidc_consent",
                columns: new[] { "person_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ux_identity_oidc_consent_holds",
                table: "identity_oidc_consent",
                columns: new[] { "person_id", "system_id" },
                unique: true,
                filter: "ended_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_identity_oidc_grant_account_id_system_id",
                table: "identity_oidc_grant",
                columns: new[] { "account_id", "system_id" });

            migrationBuilder.CreateIndex(
                name: "ix_identity_oidc_grant_application_id_status_subject_type",
                table: "identity_oidc_grant",
                columns: new[] { "application_id", "status", "subject", "type" });

            migrationBuilder.CreateIndex(
                name: "ix_identity_oidc_grant_creation_date",
                table: "identity_oidc_grant",
                column: "creation_date");

            migrationBuilder.CreateIndex(
                name: "ix_identity_oidc_grant_open",
                table: "identity_oidc_grant",
                column: "session_id",
                filter: "ended_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_identity_oidc_grant_person_id",
                table: "identity_oidc_grant",
                column: "system_id",
                filter: "ended_at is null and person_id_until is not null");

            migrationBuilder.CreateIndex(
                name: "ix_identity_oidc_key_from",
                table: "identity_oidc_key",
                column: "from",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_identity_oidc_scope_name",
                table: "identity_oidc_scope",
                column: "name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_identity_oidc_sign_out_grant_id",
                table: "identity_oidc_sign_out",
                column: "grant_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_identity_oidc_sign_out_open",
                table: "identity_oidc_sign_out",
                column: "next_attempt_at",
                filter: "done_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_identity_oidc_system_client_id",
                table: "identity_oidc_system",
                column: "client_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_identity_oidc_system_region_code_id",
                table: "identity_oidc_system",
                columns: new[] { "region_code", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_identity_oidc_target_system_id",
                table: "identity_oidc_target",
                column: "system_id");

            migrationBuilder.CreateIndex(
                name: "ix_identity_oidc_token_application_id",
                table: "identity_oidc_token",
                column: "application_id",
                filter: "application_id is not null");

            migrationBuilder.CreateIndex(
                name: "ix_identity_oidc_token_authorization_id",
                table: "identity_oidc_token",
                column: "authorization_id");

            migrationBuilder.CreateIndex(
                name: "ix_identity_oidc_token_expiration_date",
                table: "identity_oidc_token",
                column: "expiration_date");

            migrationBuilder.CreateIndex(
                name: "ix_identity_oidc_token_reference_id",
                table: "identity_oidc_token",
                column: "reference_id",
                unique: true,
                filter: "reference_id is not null");

            migrationBuilder.CreateIndex(
                name: "ix_identity_organisation_region_code_name",
                table: "identity_organisation",
                columns: new[] { "region_code", "name" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_identity_passkey_credential_id",
                table: "identity_passkey",
                column: "credential_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_identity_passkey_live",
                table: "identity_passkey",
                columns: new[] { "account_id", "id" },
                filter: "revoked_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_identity_payment_proof_number",
                table: "identity_payment_proof",
                column: "number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_identity_payment_proof_owed",
                table: "identity_payment_proof",
                column: "paid_at",
                filter: "paid_at is not null and returned_at is null and settled_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_identity_payment_proof_person_id_asked_at",
                table: "identity_payment_proof",
                columns: new[] { "person_id", "asked_at" });

            migrationBuilder.CreateIndex(
                name: "ix_identity_payment_proof_refused",
                table: "identity_payment_proof",
                column: "id",
                filter: "return_refused_at is not null");

            migrationBuilder.CreateIndex(
                name: "ix_identity_payment_proof_unpaid",
                table: "identity_payment_proof",
                column: "asked_at",
                filter: "paid_at is null");

            migrationBuilder.CreateIndex(
                name: "ux_identity_payment_proof_open",
                table: "identity_payment_proof",
                column: "person_id",
                unique: true,
                filter: "closed_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_identity_person_id_number_lookup",
                table: "identity_person",
                column: "id_number_lookup",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_identity_person_phone_lookup",
                table: "identity_person",
                column: "phone_lookup");

            migrationBuilder.CreateIndex(
                name: "ix_identity_phone_recovery_person_id_ended_at",
                table: "identity_phone_recovery",
                columns: new[] { "person_id", "ended_at" });

            migrationBuilder.CreateIndex(
                name: "ix_identity_phone_recovery_ripe",
                table: "identity_phone_recovery",
                column: "ripe_at",
                filter: "ended_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_identity_phone_recovery_stop_hash",
                table: "identity_phone_recovery",
                column: "stop_hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ux_identity_phone_recovery_open",
                table: "identity_phone_recovery",
                column: "person_id",
                unique: true,
                filter: "ended_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_identity_post_organisation_id_role",
                table: "identity_post",
                columns: new[] { "organisation_id", "role" });

            migrationBuilder.CreateIndex(
                name: "ix_identity_post_role_id",
                table: "identity_post",
                column: "role_id");

            migrationBuilder.CreateIndex(
                name: "ix_identity_post_staff_id",
                table: "identity_post",
                column: "staff_id");

            migrationBuilder.CreateIndex(
                name: "ix_identity_post_until",
                table: "identity_post",
                column: "until",
                filter: "until is not null");

            migrationBuilder.CreateIndex(
                name: "ix_identity_proof_holds",
                table: "identity_proof",
                columns: new[] { "party_id", "level" },
                filter: "ended_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_identity_proof_party_id_id",
                table: "identity_proof",
                columns: new[] { "party_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_identity_real_name_check_person_id_at",
                table: "identity_real_name_check",
                columns: new[] { "person_id", "at" });

            migrationBuilder.CreateIndex(
                name: "ux_identity_role_name",
                table: "identity_role",
                columns: new[] { "region_code", "name" },
                unique: true,
                filter: "ended_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_identity_scan_code_hash",
                table: "identity_scan",
                column: "code_hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_identity_scan_expires_at",
                table: "identity_scan",
                column: "expires_at");

            migrationBuilder.CreateIndex(
                name: "ix_identity_session_account_id_created_at",
                table: "identity_session",
                columns: new[] { "account_id", "created_at" });

            migrationBuilder.CreateIndex(
                name: "ix_identity_session_expires_at",
                table: "identity_session",
                column: "expires_at");

            migrationBuilder.CreateIndex(
                name: "ix_identity_session_token_hash",
                table: "identity_session",
                column: "token_hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_identity_space_copy_asked",
                table: "identity_space_copy",
                column: "not_before",
                filter: "made_at is null and erased_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_identity_space_copy_kept",
                table: "identity_space_copy",
                column: "id",
                filter: "file_key <> ''");

            migrationBuilder.CreateIndex(
                name: "ix_identity_space_copy_party_id_id",
                table: "identity_space_copy",
                columns: new[] { "party_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ux_identity_space_copy_open",
                table: "identity_space_copy",
                column: "party_id",
                unique: true,
                filter: "erased_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_identity_spent_challenge_expires_at",
                table: "identity_spent_challenge",
                column: "expires_at");

            migrationBuilder.CreateIndex(
                name: "ix_identity_staff_organisation_id",
                table: "identity_staff",
                column: "organisation_id");

            migrationBuilder.CreateIndex(
                name: "ix_platform_calendar_day_year",
                table: "platform_calendar_day",
                column: "year");

            migrationBuilder.CreateIndex(
                name: "ix_platform_document_template_key_version",
                table: "platform_document_template",
                columns: new[] { "key", "version" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_platform_file_owner_party_id",
                table: "platform_file",
                column: "owner_party_id");

            migrationBuilder.CreateIndex(
                name: "ix_platform_file_scan_state_scan_attempts",
                table: "platform_file",
                columns: new[] { "scan_state", "scan_attempts" });

            migrationBuilder.CreateIndex(
                name: "ix_platform_file_store_key",
                table: "platform_file",
                column: "store_key");

            migrationBuilder.CreateIndex(
                name: "ix_platform_message_dedupe_key",
                table: "platform_message",
                column: "dedupe_key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_platform_message_party_id_sent_at",
                table: "platform_message",
                columns: new[] { "party_id", "sent_at" });

            migrationBuilder.CreateIndex(
                name: "ix_platform_message_dispatch_dedupe_key",
                table: "platform_message_dispatch",
                column: "dedupe_key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_platform_message_dispatch_open",
                table: "platform_message_dispatch",
                column: "next_attempt_at",
                filter: "done_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_platform_one_time_code_address_hash_minute",
                table: "platform_one_time_code",
                columns: new[] { "address_hash", "minute" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_platform_outbox_open",
                table: "platform_outbox",
                column: "next_attempt_at",
                filter: "done_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_platform_personal_data_reading_party_id_id",
                table: "platform_personal_data_reading",
                columns: new[] { "party_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_platform_personal_data_reading_reader_id_at",
                table: "platform_personal_data_reading",
                columns: new[] { "reader_id", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_platform_region_full_name",
                table: "platform_region",
                column: "full_name");

            migrationBuilder.CreateIndex(
                name: "ix_platform_region_parent_code",
                table: "platform_region",
                column: "parent_code");

            migrationBuilder.CreateIndex(
                name: "ix_portal_article_published_at",
                table: "portal_article",
                column: "published_at");

            migrationBuilder.CreateIndex(
                name: "ix_safety_follow_up_open",
                table: "safety_follow_up",
                column: "due_on",
                filter: "done_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_safety_follow_up_plan_id_id",
                table: "safety_follow_up",
                columns: new[] { "plan_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_safety_incident_clock",
                table: "safety_incident",
                column: "report_up_by",
                filter: "reported_up_at is null and report_up_by is not null");

            migrationBuilder.CreateIndex(
                name: "ix_safety_incident_number",
                table: "safety_incident",
                column: "number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_safety_incident_region_code_id",
                table: "safety_incident",
                columns: new[] { "region_code", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_safety_incident_reported_by_id_id",
                table: "safety_incident",
                columns: new[] { "reported_by_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_safety_incident_step_incident_id_id",
                table: "safety_incident_step",
                columns: new[] { "incident_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_safety_plan_exercise_by",
                table: "safety_plan",
                column: "exercise_by",
                filter: "exercise_by is not null");

            migrationBuilder.CreateIndex(
                name: "ix_safety_plan_region_code_name",
                table: "safety_plan",
                columns: new[] { "region_code", "name" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_safety_plan_exercise_plan_id_held_on",
                table: "safety_plan_exercise",
                columns: new[] { "plan_id", "held_on" });

            migrationBuilder.CreateIndex(
                name: "ix_safety_rules_region_code",
                table: "safety_rules",
                column: "region_code",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_safety_rules_version_region_code_number",
                table: "safety_rules_version",
                columns: new[] { "region_code", "number" });

            migrationBuilder.CreateIndex(
                name: "ix_safety_share_region_code_id",
                table: "safety_share",
                columns: new[] { "region_code", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_safety_share_system_id",
                table: "safety_share",
                column: "system_id",
                filter: "system_id is not null");

            migrationBuilder.CreateIndex(
                name: "ix_safety_share_until",
                table: "safety_share",
                column: "in_force_until",
                filter: "ended_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_safety_share_telling_share_id_day_id",
                table: "safety_share_telling",
                columns: new[] { "share_id", "day", "id" });

            migrationBuilder.CreateIndex(
                name: "ux_safety_share_telling_counted",
                table: "safety_share_telling",
                columns: new[] { "share_id", "day" },
                unique: true,
                filter: "counted");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "cases_application");

            migrationBuilder.DropTable(
                name: "cases_case");

            migrationBuilder.DropTable(
                name: "cases_clock_entry");

            migrationBuilder.DropTable(
                name: "cases_coaching");

            migrationBuilder.DropTable(
                name: "cases_consultation");

            migrationBuilder.DropTable(
                name: "cases_delivery");

            migrationBuilder.DropTable(
                name: "cases_deviation");

            migrationBuilder.DropTable(
                name: "cases_draft");

            migrationBuilder.DropTable(
                name: "cases_duty");

            migrationBuilder.DropTable(
                name: "cases_duty_hand_over");

            migrationBuilder.DropTable(
                name: "cases_fee_line");

            migrationBuilder.DropTable(
                name: "cases_fee_order");

            migrationBuilder.DropTable(
                name: "cases_material");

            migrationBuilder.DropTable(
                name: "cases_notice");

            migrationBuilder.DropTable(
                name: "cases_payment_nonce");

            migrationBuilder.DropTable(
                name: "cases_pre_review");

            migrationBuilder.DropTable(
                name: "cases_rebase");

            migrationBuilder.DropTable(
                name: "cases_reckoning");

            migrationBuilder.DropTable(
                name: "cases_result");

            migrationBuilder.DropTable(
                name: "cases_scan_page");

            migrationBuilder.DropTable(
                name: "cases_special_procedure");

            migrationBuilder.DropTable(
                name: "cases_step");

            migrationBuilder.DropTable(
                name: "cases_step_routing");

            migrationBuilder.DropTable(
                name: "cases_warning");

            migrationBuilder.DropTable(
                name: "catalogue_adjustment_applicant");

            migrationBuilder.DropTable(
                name: "catalogue_adjustment_item");

            migrationBuilder.DropTable(
                name: "catalogue_adjustment_receiver");

            migrationBuilder.DropTable(
                name: "catalogue_adoption_task");

            migrationBuilder.DropTable(
                name: "catalogue_agreement_count");

            migrationBuilder.DropTable(
                name: "catalogue_capacity_assessment");

            migrationBuilder.DropTable(
                name: "catalogue_change_opinion");

            migrationBuilder.DropTable(
                name: "catalogue_change_round");

            migrationBuilder.DropTable(
                name: "catalogue_committee_member");

            migrationBuilder.DropTable(
                name: "catalogue_dictionary_entry");

            migrationBuilder.DropTable(
                name: "catalogue_difference");

            migrationBuilder.DropTable(
                name: "catalogue_element_profile_version");

            migrationBuilder.DropTable(
                name: "catalogue_element_use");

            migrationBuilder.DropTable(
                name: "catalogue_end_item");

            migrationBuilder.DropTable(
                name: "catalogue_entry_choice");

            migrationBuilder.DropTable(
                name: "catalogue_experience_application");

            migrationBuilder.DropTable(
                name: "catalogue_fan_out");

            migrationBuilder.DropTable(
                name: "catalogue_feed_entry");

            migrationBuilder.DropTable(
                name: "catalogue_finding");

            migrationBuilder.DropTable(
                name: "catalogue_former_list_item");

            migrationBuilder.DropTable(
                name: "catalogue_grant_opinion");

            migrationBuilder.DropTable(
                name: "catalogue_guide_pilot");

            migrationBuilder.DropTable(
                name: "catalogue_guide_remark");

            migrationBuilder.DropTable(
                name: "catalogue_import_row_error");

            migrationBuilder.DropTable(
                name: "catalogue_import_run");

            migrationBuilder.DropTable(
                name: "catalogue_inspection_day");

            migrationBuilder.DropTable(
                name: "catalogue_inspection_rule_version");

            migrationBuilder.DropTable(
                name: "catalogue_inspection_run");

            migrationBuilder.DropTable(
                name: "catalogue_item_evaluation");

            migrationBuilder.DropTable(
                name: "catalogue_item_file");

            migrationBuilder.DropTable(
                name: "catalogue_item_grant");

            migrationBuilder.DropTable(
                name: "catalogue_item_index");

            migrationBuilder.DropTable(
                name: "catalogue_item_measure");

            migrationBuilder.DropTable(
                name: "catalogue_item_standard");

            migrationBuilder.DropTable(
                name: "catalogue_item_theme");

            migrationBuilder.DropTable(
                name: "catalogue_item_version");

            migrationBuilder.DropTable(
                name: "catalogue_legality_review");

            migrationBuilder.DropTable(
                name: "catalogue_list_item");

            migrationBuilder.DropTable(
                name: "catalogue_list_mapping");

            migrationBuilder.DropTable(
                name: "catalogue_list_proposal");

            migrationBuilder.DropTable(
                name: "catalogue_list_report");

            migrationBuilder.DropTable(
                name: "catalogue_list_takeover");

            migrationBuilder.DropTable(
                name: "catalogue_list_version_target");

            migrationBuilder.DropTable(
                name: "catalogue_manual_answer");

            migrationBuilder.DropTable(
                name: "catalogue_manual_check");

            migrationBuilder.DropTable(
                name: "catalogue_mass_change");

            migrationBuilder.DropTable(
                name: "catalogue_outside_decision");

            migrationBuilder.DropTable(
                name: "catalogue_outward_link");

            migrationBuilder.DropTable(
                name: "catalogue_permission_adjustment");

            migrationBuilder.DropTable(
                name: "catalogue_power_list_change");

            migrationBuilder.DropTable(
                name: "catalogue_profile_exception");

            migrationBuilder.DropTable(
                name: "catalogue_reorganisation");

            migrationBuilder.DropTable(
                name: "catalogue_reorganisation_item");

            migrationBuilder.DropTable(
                name: "catalogue_reorganisation_move");

            migrationBuilder.DropTable(
                name: "catalogue_reorganisation_refusal");

            migrationBuilder.DropTable(
                name: "catalogue_reorganisation_source");

            migrationBuilder.DropTable(
                name: "catalogue_reorganisation_tally");

            migrationBuilder.DropTable(
                name: "catalogue_review_opinion");

            migrationBuilder.DropTable(
                name: "catalogue_review_seat");

            migrationBuilder.DropTable(
                name: "catalogue_rule_trial");

            migrationBuilder.DropTable(
                name: "catalogue_standard_exchange");

            migrationBuilder.DropTable(
                name: "catalogue_standard_programme");

            migrationBuilder.DropTable(
                name: "catalogue_standard_push");

            migrationBuilder.DropTable(
                name: "catalogue_standard_upkeep");

            migrationBuilder.DropTable(
                name: "catalogue_theme");

            migrationBuilder.DropTable(
                name: "feedback_enquiry");

            migrationBuilder.DropTable(
                name: "feedback_enquiry_turn");

            migrationBuilder.DropTable(
                name: "feedback_invitation");

            migrationBuilder.DropTable(
                name: "feedback_public_answer");

            migrationBuilder.DropTable(
                name: "feedback_rating");

            migrationBuilder.DropTable(
                name: "feedback_tally");

            migrationBuilder.DropTable(
                name: "forms_form_version");

            migrationBuilder.DropTable(
                name: "halls_assist_request");

            migrationBuilder.DropTable(
                name: "halls_booking");

            migrationBuilder.DropTable(
                name: "halls_facility");

            migrationBuilder.DropTable(
                name: "halls_window_kind");

            migrationBuilder.DropTable(
                name: "identity_account_closing");

            migrationBuilder.DropTable(
                name: "identity_agent_offer");

            migrationBuilder.DropTable(
                name: "identity_attempt");

            migrationBuilder.DropTable(
                name: "identity_certificate");

            migrationBuilder.DropTable(
                name: "identity_company_agent");

            migrationBuilder.DropTable(
                name: "identity_company_certificate");

            migrationBuilder.DropTable(
                name: "identity_company_transfer");

            migrationBuilder.DropTable(
                name: "identity_dangerous_act");

            migrationBuilder.DropTable(
                name: "identity_delegation_use");

            migrationBuilder.DropTable(
                name: "identity_departure");

            migrationBuilder.DropTable(
                name: "identity_face_check");

            migrationBuilder.DropTable(
                name: "identity_failed_sign_in");

            migrationBuilder.DropTable(
                name: "identity_known_device");

            migrationBuilder.DropTable(
                name: "identity_known_value");

            migrationBuilder.DropTable(
                name: "identity_known_value_former");

            migrationBuilder.DropTable(
                name: "identity_linked_account");

            migrationBuilder.DropTable(
                name: "identity_login_alias");

            migrationBuilder.DropTable(
                name: "identity_merge_conflict");

            migrationBuilder.DropTable(
                name: "identity_notice_agreement");

            migrationBuilder.DropTable(
                name: "identity_oidc_consent");

            migrationBuilder.DropTable(
                name: "identity_oidc_key");

            migrationBuilder.DropTable(
                name: "identity_oidc_scope");

            migrationBuilder.DropTable(
                name: "identity_oidc_sign_out");

            migrationBuilder.DropTable(
                name: "identity_oidc_target");

            migrationBuilder.DropTable(
                name: "identity_oidc_token");

            migrationBuilder.DropTable(
                name: "identity_passkey");

            migrationBuilder.DropTable(
                name: "identity_payment_proof");

            migrationBuilder.DropTable(
                name: "identity_phone_recovery");

            migrationBuilder.DropTable(
                name: "identity_post");

            migrationBuilder.DropTable(
                name: "identity_proof");

            migrationBuilder.DropTable(
                name: "identity_real_name_check");

            migrationBuilder.DropTable(
                name: "identity_scan");

            migrationBuilder.DropTable(
                name: "identity_session");

            migrationBuilder.DropTable(
                name: "identity_space_copy");

            migrationBuilder.DropTable(
                name: "identity_spent_challenge");

            migrationBuilder.DropTable(
                name: "platform_calendar_day");

            migrationBuilder.DropTable(
                name: "platform_code");

            migrationBuilder.DropTable(
                name: "platform_counter");

            migrationBuilder.DropTable(
                name: "platform_data_protection_key");

            migrationBuilder.DropTable(
                name: "platform_document_template");

            migrationBuilder.DropTable(
                name: "platform_handled_event");

            migrationBuilder.DropTable(
                name: "platform_job");

            migrationBuilder.DropTable(
                name: "platform_message");

            migrationBuilder.DropTable(
                name: "platform_message_dispatch");

            migrationBuilder.DropTable(
                name: "platform_one_time_code");

            migrationBuilder.DropTable(
                name: "platform_outbox");

            migrationBuilder.DropTable(
                name: "platform_personal_data_reading");

            migrationBuilder.DropTable(
                name: "platform_region");

            migrationBuilder.DropTable(
                name: "platform_secret");

            migrationBuilder.DropTable(
                name: "platform_trace");

            migrationBuilder.DropTable(
                name: "platform_trace_seal");

            migrationBuilder.DropTable(
                name: "portal_article");

            migrationBuilder.DropTable(
                name: "safety_follow_up");

            migrationBuilder.DropTable(
                name: "safety_incident_step");

            migrationBuilder.DropTable(
                name: "safety_plan_exercise");

            migrationBuilder.DropTable(
                name: "safety_plan_version");

            migrationBuilder.DropTable(
                name: "safety_rules_version");

            migrationBuilder.DropTable(
                name: "safety_share_conclusion");

            migrationBuilder.DropTable(
                name: "safety_share_telling");

            migrationBuilder.DropTable(
                name: "catalogue_item_change");

            migrationBuilder.DropTable(
                name: "catalogue_committee");

            migrationBuilder.DropTable(
                name: "catalogue_element_profile");

            migrationBuilder.DropTable(
                name: "catalogue_end");

            migrationBuilder.DropTable(
                name: "catalogue_standard_experience");

            migrationBuilder.DropTable(
                name: "catalogue_inspection_rule");

            migrationBuilder.DropTable(
                name: "platform_file");

            migrationBuilder.DropTable(
                name: "catalogue_item");

            migrationBuilder.DropTable(
                name: "catalogue_list_entry");

            migrationBuilder.DropTable(
                name: "catalogue_list_version_entry");

            migrationBuilder.DropTable(
                name: "catalogue_adjustment_batch");

            migrationBuilder.DropTable(
                name: "catalogue_standard_review");

            migrationBuilder.DropTable(
                name: "halls_hall");

            migrationBuilder.DropTable(
                name: "identity_company");

            migrationBuilder.DropTable(
                name: "identity_delegation");

            migrationBuilder.DropTable(
                name: "identity_legacy_import");

            migrationBuilder.DropTable(
                name: "identity_oidc_grant");

            migrationBuilder.DropTable(
                name: "identity_role");

            migrationBuilder.DropTable(
                name: "identity_account");

            migrationBuilder.DropTable(
                name: "safety_incident");

            migrationBuilder.DropTable(
                name: "safety_plan");

            migrationBuilder.DropTable(
                name: "safety_rules");

            migrationBuilder.DropTable(
                name: "safety_share");

            migrationBuilder.DropTable(
                name: "catalogue_list_version");

            migrationBuilder.DropTable(
                name: "catalogue_standard");

            migrationBuilder.DropTable(
                name: "identity_oidc_system");

            migrationBuilder.DropTable(
                name: "identity_person");

            migrationBuilder.DropTable(
                name: "identity_staff");

            migrationBuilder.DropTable(
                name: "identity_organisation");
        }
    }
}
