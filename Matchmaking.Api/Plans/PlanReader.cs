using Matchmaking.Api.Contracts;
using Matchmaking.Core.Plans;
using Matchmaking.Core.Sessions;

namespace Matchmaking.Api.Plans;

/// <summary>
/// From a stored plan of meetings back to its problem and plan, from the document alone. Nothing is judged here: rows that break a limit, or name somebody
/// who does not take part, are handed on to the verifier.
/// </summary>
internal static class PlanReader
{
    // An index that no participant has.
    private const int Nobody = -1;

    /// <exception cref="PlanUnreadableException">It is a seating, or no problem has such numbers.</exception>
    public static MeetingReading Meetings(PlanDocument document)
    {
        if (document.Layout != SessionLayout.Meetings)
            throw new PlanUnreadableException("It is not a plan of meetings.");
        var certificate = document.Certificate;
        var parties = PlanParties.Of(certificate);
        var problem = Problem(document, parties);
        return new(problem, Plan(document, problem)) { FirstRound = certificate.FirstRound ?? 1 };
    }

    /// <summary>A number of the API as the integer that it is 1 / <paramref name="units"/> of.</summary>
    /// <exception cref="PlanUnreadableException">It is not a whole number of such units, or too large for 64 bits.</exception>
    public static long Whole(decimal value, long units)
    {
        if (Math.Abs(value) > (decimal)long.MaxValue / units || decimal.Truncate(value * units) != value * units)
            throw new PlanUnreadableException($"{value} is not a whole number of 1/{units}.");
        return (long)(value * units);
    }

    private static MeetingProblem Problem(PlanDocument document, PlanParties parties)
    {
        var certificate = document.Certificate;
        var (startups, funds) = (parties.Startups.Select(Participant).ToList(), parties.Funds.Select(Participant).ToList());
        var (startupAt, fundAt) = (Positions(startups), Positions(funds));
        try
        {
            return MeetingProblem.Create(
                startups,
                funds,
                certificate.Rounds,
                certificate.Tables,
                certificate.Weights.Select(w => new MeetingPair(Position(startupAt, w.StartupRegistrationId), Position(fundAt, w.FundRegistrationId), w.Weight)),
                // A pair withheld for another reason is simply not eligible.
                document.Withheld.Where(w => w.Reason == WithheldReason.Vetoed)
                    .Select(w => new PairKey(Position(startupAt, w.StartupRegistrationId), Position(fundAt, w.FundRegistrationId))),
                certificate.Pins.Select(p => new MeetingPin(Position(startupAt, p.StartupRegistrationId), Position(fundAt, p.FundRegistrationId), p.Round)),
                new MeetingTerms
                {
                    Objective = document.Objective == PlanObjective.Fair ? MeetingObjective.Fair : MeetingObjective.Total,
                    Seed = document.Seed,
                    ClosedTables = certificate.ClosedTables ?? [],
                });
        }
        catch (ArgumentException impossible)
        {
            throw new PlanUnreadableException(impossible.Message);
        }
    }

    private static MeetingPlan Plan(PlanDocument document, MeetingProblem problem)
    {
        var (startupAt, fundAt) = (Positions(problem.Startups), Positions(problem.Funds));
        var weights = problem.Pairs.ToDictionary(p => p.Key, p => p.Weight);
        var (first, held) = (document.Certificate.FirstRound ?? 1, HeldMeetings.Value(document));
        var planned = document.Meetings.Where(m => m.Round >= first).ToList();
        return new MeetingPlan
        {
            Meetings = [.. planned.Select(Read)],
            Value = Whole(document.Value, PlanProblem.WeightScale) - held,
            UpperBound = Whole(document.UpperBound, PlanProblem.WeightScale) - held,
            Optimal = document.Optimal,
            Certificate = Certificate(document.Certificate, startupAt, fundAt),
            Unassigned = [.. document.Unassigned.Select(Idle), .. Served(document, planned).Where(id => startupAt.ContainsKey(id.Value) || fundAt.ContainsKey(id.Value))
                .Select(id => Idle(new UnassignedView(id, UnassignedReason.NotWorthIt)))],
        };

        Meeting Read(PlannedMeeting row)
        {
            var key = new PairKey(startupAt.GetValueOrDefault(row.StartupRegistrationId.Value, Nobody), fundAt.GetValueOrDefault(row.FundRegistrationId.Value, Nobody));
            return new(row.Round - first + 1, row.Table, key.Startup, key.Fund, weights.GetValueOrDefault(key));
        }

        UnassignedParticipant Idle(UnassignedView row) => startupAt.TryGetValue(row.RegistrationId.Value, out var startup)
            ? new(MeetingSide.Startup, startup, row.RegistrationId.Value, row.Reason)
            : new(MeetingSide.Fund, fundAt.GetValueOrDefault(row.RegistrationId.Value, Nobody), row.RegistrationId.Value, row.Reason);
    }

    // Whoever has met in the rounds before a repair and not since is idle in the rounds that were planned again, and was served all the same.
    private static IEnumerable<RegistrationId> Served(PlanDocument document, List<PlannedMeeting> planned)
    {
        var met = planned.SelectMany(m => new[] { m.StartupRegistrationId, m.FundRegistrationId }).ToHashSet();
        var listed = document.Unassigned.Select(u => u.RegistrationId).ToHashSet();
        return document.Meetings.Except(planned).SelectMany(m => new[] { m.StartupRegistrationId, m.FundRegistrationId }).Distinct().Where(id => !met.Contains(id) && !listed.Contains(id));
    }

    private static MeetingCertificate Certificate(CertificateView certificate, Dictionary<Guid, int> startupAt, Dictionary<Guid, int> fundAt)
    {
        var (startupPrices, fundPrices) = (new long[startupAt.Count], new long[fundAt.Count]);
        var ofRounds = new List<RoundPrice>();
        foreach (var price in certificate.Prices)
        {
            var isStartup = startupAt.TryGetValue(price.RegistrationId.Value, out var index);
            index = isStartup ? index : fundAt[price.RegistrationId.Value];
            (isStartup ? startupPrices : fundPrices)[index] = price.Price;
            var side = isStartup ? MeetingSide.Startup : MeetingSide.Fund;
            ofRounds.AddRange((price.RoundPrices ?? []).Select((p, i) => new RoundPrice(side, index, i + 1, p)).Where(p => p.Price != 0));
        }

        return new MeetingCertificate
        {
            StartupPrices = startupPrices,
            FundPrices = fundPrices,
            TablePrices = certificate.TablePrices,
            RoundPrices = ofRounds,
            FairScale = certificate.FairScale ?? 0,
        };
    }

    private static MeetingParticipant Participant(PriceView price) => new(price.RegistrationId.Value, price.Min, price.Max, price.AvailableRounds);

    private static Dictionary<Guid, int> Positions(IReadOnlyList<MeetingParticipant> participants)
    {
        var positions = new Dictionary<Guid, int>(participants.Count);
        for (var i = 0; i < participants.Count; i++)
            positions[participants[i].Id] = i;
        return positions;
    }

    private static int Position(Dictionary<Guid, int> positions, RegistrationId id) => positions.TryGetValue(id.Value, out var position)
        ? position
        : throw new PlanUnreadableException($"Registration {id} has a weight, a pin or a veto, and no price on its side.");
}
