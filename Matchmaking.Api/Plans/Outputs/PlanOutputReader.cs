using Matchmaking.Api.Auth;
using Matchmaking.Api.Contracts;
using Matchmaking.Core.Common;
using Matchmaking.Core.Keys;
using Matchmaking.Core.Sessions;
using Matchmaking.Core.Storage;
using Matchmaking.Core.Storage.Sessions;
using Matchmaking.Core.Taxonomies;

namespace Matchmaking.Api.Plans.Outputs;

/// <summary>Reads a plan for its outputs: what the caller may see of it, with the names of today, at one state of the database.</summary>
internal sealed class PlanOutputReader(IDatabase database, Taxonomy taxonomy)
{
    /// <param name="id">The plan.</param>
    /// <param name="caller">Parties see their own rows of published plans.</param>
    /// <param name="only">Rows of one registration alone; a party may ask for its own.</param>
    /// <param name="withEarlier">Also the plans that were published before.</param>
    /// <param name="cancel">Gives up.</param>
    public Task<Result<PlanOutput>> Read(PlanId id, Caller caller, RegistrationId? only, bool withEarlier, CancellationToken cancel) =>
        database.Read<Result<PlanOutput>>(
            async db =>
            {
                if (!(await VisiblePlan.Find(db, id, caller)).TryGet(out var visible, out var missing))
                    return missing;
                var (plan, document, registrations, own) = visible;
                if (only is { } asked && !(caller.IsStaff ? registrations.ContainsKey(asked) : own.Contains(asked)))
                    return DomainError.NotFound("registration");
                var session = (await SessionStore.Entities.Find(db, plan.SessionId.Value))!;
                var view = new View(db, session, taxonomy.Chains.Single(c => c.Code == session.Chain), caller, registrations, own, only);
                var output = await view.Of(plan, document);
                // Only what replaces a plan takes back what that one said.
                return withEarlier && plan.Status == PlanStatus.Published ? output with { Earlier = await Earlier(db, plan, view) } : output;
            },
            cancel);

    private static async Task<IReadOnlyList<PlanOutput>> Earlier(Db db, SessionPlan plan, View view)
    {
        var published = await PlanStore.Entities.All(
            db, new ListFilter("session_id", plan.SessionId.ToString()), new ListFilter("status", PlanStatus.Published.Kebab()));
        var earlier = new List<PlanOutput>();
        foreach (var before in published.Where(p => p.Number < plan.Number).OrderBy(p => p.Number))
            earlier.Add(await view.Of(before, PlanTranslator.Read(before)));
        return earlier;
    }

    private sealed class View(
        Db db,
        Session session,
        TaxonomyEntry chain,
        Caller caller,
        IReadOnlyDictionary<RegistrationId, Registration> registrations,
        IReadOnlySet<RegistrationId> own,
        RegistrationId? only)
    {
        private readonly Dictionary<RegistrationId, OutputParty> _parties = [];

        private IReadOnlySet<RegistrationId> Viewers { get; } = only is { } one ? new HashSet<RegistrationId> { one } : caller.IsStaff ? new HashSet<RegistrationId>() : own;

        public async Task<PlanOutput> Of(SessionPlan plan, PlanDocument document)
        {
            var meetings = new List<OutputMeeting>();
            foreach (var m in document.Meetings.Where(Shows).OrderBy(m => m.Round).ThenBy(m => m.Table))
                meetings.Add(new OutputMeeting(m.Round, m.Table, await Party(m.StartupRegistrationId), await Party(m.FundRegistrationId), m.Score));
            return new PlanOutput
            {
                Session = session,
                Chain = chain,
                Plan = plan,
                Stamp = new PlanStamp(plan.Number, PlanHash.Of(plan), plan.Status, await NumberOf(plan.SupersededBy)),
                Layout = document.Layout,
                Meetings = meetings,
                ClosedTables = (document.Certificate.ClosedTables ?? []).ToHashSet(),
                ClosedFrom = document.Certificate.FirstRound ?? 1,
                Seats = await Seats(document.Tables ?? []),
                IsPartial = Viewers.Count > 0,
                HasScores = caller.Role != Role.Startup,
                Viewers = Viewers,
                Earlier = [],
            };
        }

        private async Task<int?> NumberOf(PlanId? plan) => plan is { } id ? (await PlanStore.Entities.Find(db, id.Value))?.Number : null;

        private bool Shows(PlannedMeeting m) => Viewers.Count == 0 || Viewers.Contains(m.StartupRegistrationId) || Viewers.Contains(m.FundRegistrationId);

        /// <summary>
        /// All seats for staff. For a party the tables that it sits at, where it is told of itself and the other side: what belongs
        /// to another of its own kind does not exist for it, and guests are persons.
        /// </summary>
        private async Task<IReadOnlyList<OutputSeat>> Seats(IReadOnlyList<SeatedTable> tables)
        {
            var seats = new List<OutputSeat>();
            foreach (var table in tables.Where(t => Viewers.Count == 0 || t.Seats.Any(s => Viewers.Contains(s.RegistrationId))).OrderBy(t => t.Table))
            {
                foreach (var seat in table.Seats.OrderBy(s => s.Side).ThenBy(s => s.Seat))
                    seats.Add(new OutputSeat(table.Table, seat.Side, seat.Seat, MayName(seat.RegistrationId) ? await Party(seat.RegistrationId) : null));
            }

            return seats;
        }

        private bool MayName(RegistrationId id) => caller.IsStaff || own.Contains(id) || registrations[id].Party.Type switch
        {
            PartyType.Startup => caller.Role == Role.Fund,
            PartyType.Fund => caller.Role == Role.Startup,
            _ => false,
        };

        private async Task<OutputParty> Party(RegistrationId id)
        {
            if (!_parties.TryGetValue(id, out var party))
            {
                var named = registrations[id].Party;
                _parties[id] = party = new OutputParty(id, named.Type, await PartyNames.Of(db, named));
            }

            return party;
        }
    }
}
