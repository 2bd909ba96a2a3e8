using Matchmaking.Api.Contracts;
using Matchmaking.Core.Plans.Tables;
using Matchmaking.Core.Sessions;
using TableSide = Matchmaking.Core.Plans.Tables.TableSide;

namespace Matchmaking.Api.Plans;

/// <summary>From a stored seating back to its problem and plan, from the document alone; nothing is judged here.</summary>
internal static class SeatingReader
{
    // An index that no participant has.
    private const int Nobody = -1;

    /// <exception cref="PlanUnreadableException">It is a plan of meetings, or no problem has such numbers.</exception>
    public static SeatingReading Read(PlanDocument document)
    {
        if (document.Layout == SessionLayout.Meetings || document.Certificate.Seating is not { } seating)
            throw new PlanUnreadableException("It is not a seating.");
        var certificate = document.Certificate;
        var at = new Dictionary<RegistrationId, int>();
        var participants = new List<TableParticipant>();
        foreach (var price in certificate.Prices)
        {
            if (!at.TryAdd(price.RegistrationId, participants.Count))
                throw new PlanUnreadableException("A registration has two prices.");
            participants.Add(new(price.RegistrationId.Value, Kind(price.Party)));
        }

        var problem = Problem(document, seating, participants, id => at.TryGetValue(id, out var index) ? index : throw new PlanUnreadableException($"Registration {id} has no price."));
        if (problem.UnitsPerWeight != seating.UnitsPerWeight)
            throw new PlanUnreadableException($"A unit of weight counts {problem.UnitsPerWeight} in this layout.");
        return new(problem, Plan(document, seating, problem));
    }

    private static TableProblem Problem(
        PlanDocument document, SeatingCertificateView seating, List<TableParticipant> participants, Func<RegistrationId, int> at)
    {
        var certificate = document.Certificate;
        TableLayout layout = document.Layout == SessionLayout.LongTable
            ? new TableLayout.LongTable(seating.SeatsPerTable)
            : new TableLayout.RoundTables(certificate.Tables, seating.SeatsPerTable, seating.FundsPerTable, seating.StartupsPerTable);
        try
        {
            return TableProblem.Create(
                participants,
                layout,
                certificate.Weights.Select(w => new TableWeight(at(w.StartupRegistrationId), at(w.FundRegistrationId), checked((int)w.Weight))),
                seating.Apart.Select(p => new TablePair(at(p.FirstRegistrationId), at(p.SecondRegistrationId))),
                seating.Together.Select(p => new TablePair(at(p.FirstRegistrationId), at(p.SecondRegistrationId))),
                document.Seed);
        }
        catch (Exception impossible) when (impossible is ArgumentException or OverflowException)
        {
            throw new PlanUnreadableException(impossible.Message);
        }
    }

    private static TablePlan Plan(PlanDocument document, SeatingCertificateView seating, TableProblem problem)
    {
        var prices = document.Certificate.Prices.ToDictionary(p => p.RegistrationId.Value, p => p.Price);
        var at = Enumerable.Range(0, problem.Participants.Count).ToDictionary(i => problem.Participants[i].Id);
        long units = PlanProblem.WeightScale * problem.UnitsPerWeight;
        return new TablePlan
        {
            Seats =
            [
                .. (document.Tables ?? []).SelectMany(t => t.Seats.Select(s => new TableSeat(
                    t.Table, s.Seat, Side(s.Side), at.GetValueOrDefault(s.RegistrationId.Value, Nobody)))),
            ],
            Value = PlanReader.Whole(document.Value, units),
            UpperBound = PlanReader.Whole(document.UpperBound, units),
            Optimal = document.Optimal,
            Certificate = new TableCertificate
            {
                Kind = seating.Kind,
                Scale = seating.Scale,
                Prices = [.. problem.Participants.Select(p => prices[p.Id])],
                TablePrice = seating.TablePrice,
            },
        };
    }

    /// <summary>Startups sit on the left of a long table.</summary>
    internal static TableSide? Side(Contracts.TableSide? side) => side switch
    {
        Contracts.TableSide.Left => TableSide.Startup,
        Contracts.TableSide.Right => TableSide.Fund,
        _ => null,
    };

    private static TableParticipantKind Kind(PartyType? party) => party switch
    {
        PartyType.Startup => TableParticipantKind.Startup,
        PartyType.Fund => TableParticipantKind.Fund,
        PartyType.Guest => TableParticipantKind.Guest,
        _ => throw new PlanUnreadableException("A participant of the seating has no party."),
    };
}
