using Matchmaking.Api.Auth;
using Matchmaking.Api.Contracts;
using Matchmaking.Core.Common;
using Matchmaking.Core.Plans.Explaining;
using Matchmaking.Core.Storage;
using TableSide = Matchmaking.Core.Plans.Tables.TableSide;

namespace Matchmaking.Api.Plans.Explanations;

/// <summary>Compares two plans of a session: what becomes of the first in the other.</summary>
internal sealed class PlanDifferences(IDatabase database)
{
    /// <returns>404 for a plan that the caller may not see, 400 for plans of different sessions.</returns>
    public async Task<Result<PlanDifferenceView>> Compare(PlanId id, PlanId otherId, Caller caller, CancellationToken cancel) =>
        await database.Read<Result<PlanDifferenceView>>(
            async db =>
            {
                if (!(await VisiblePlan.Find(db, id, caller)).TryGet(out var before, out var missing))
                    return missing;
                if (!(await VisiblePlan.Find(db, otherId, caller)).TryGet(out var after, out var otherMissing))
                    return otherMissing;
                return before.Plan.SessionId == after.Plan.SessionId
                    ? View(before, after, caller)
                    : new DomainError(ErrorKind.Invalid, Codes.PlansOfDifferentSessions);
            },
            cancel);

    private static PlanDifferenceView View(VisiblePlan before, VisiblePlan after, Caller caller) =>
        Of((before.Plan.Id, before.Document), (after.Plan.Id, after.Document), id => caller.IsStaff || before.Own.Contains(id));

    /// <summary>What becomes of one plan in another.</summary>
    /// <param name="before">The one.</param>
    /// <param name="after">The other.</param>
    /// <param name="isShown">Rows of whom are shown.</param>
    public static PlanDifferenceView Of((PlanId Id, PlanDocument Document) before, (PlanId Id, PlanDocument Document) after, Predicate<RegistrationId> isShown)
    {
        bool Shows(params ReadOnlySpan<RegistrationId> ids)
        {
            foreach (var id in ids)
            {
                if (isShown(id))
                    return true;
            }

            return false;
        }

        List<PlanRow> Rows(PlanDocument document) => [.. document.Meetings.Where(m => Shows(m.StartupRegistrationId, m.FundRegistrationId)).Select(Row)];
        List<SeatRow> Seats(PlanDocument document) =>
        [
            .. (document.Tables ?? []).SelectMany(t => t.Seats.Where(s => Shows(s.RegistrationId)).Select(s => new SeatRow(s.RegistrationId.Value, t.Table, SeatingReader.Side(s.Side), s.Seat))),
        ];
        var found = PlanDifference.Of(Rows(before.Document), Rows(after.Document));
        return new PlanDifferenceView(
            before.Id,
            after.Id,
            [.. found.Kept.Select(View)],
            [.. found.Moved.Select(m => new MovedMeetingView(m.Before.Round, m.Before.Table, m.After.Round, m.After.Table, new(m.After.StartupId), new(m.After.FundId)))],
            [.. found.New.Select(View)],
            [.. found.Dropped.Select(View)])
        {
            Seats = before.Document.Tables is null && after.Document.Tables is null ? null : View(SeatDifference.Of(Seats(before.Document), Seats(after.Document))),
        };
    }

    /// <summary>A meeting of a document as rows compare.</summary>
    public static PlanRow Row(PlannedMeeting meeting) => new(meeting.Round, meeting.Table, meeting.StartupRegistrationId.Value, meeting.FundRegistrationId.Value);

    private static MeetingRowView View(PlanRow row) => new(row.Round, row.Table, new(row.StartupId), new(row.FundId));

    private static SeatDifferenceView View(SeatDifference found) => new(
        [.. found.Kept.Select(View)],
        [
            .. found.Moved.Select(m => new MovedSeatView(new(m.After.ParticipantId), m.Before.Table, m.Before.Seat, m.After.Table, m.After.Seat)
            {
                FromSide = Side(m.Before.Side),
                Side = Side(m.After.Side),
            }),
        ],
        [.. found.New.Select(View)],
        [.. found.Dropped.Select(View)]);

    private static SeatRowView View(SeatRow row) => new(new(row.ParticipantId), row.Table, row.Seat) { Side = Side(row.Side) };

    private static Contracts.TableSide? Side(TableSide? side) => side switch
    {
        TableSide.Startup => Contracts.TableSide.Left,
        TableSide.Fund => Contracts.TableSide.Right,
        _ => null,
    };
}
