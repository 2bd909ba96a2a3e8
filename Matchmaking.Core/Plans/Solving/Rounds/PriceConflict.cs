namespace Matchmaking.Core.Plans.Solving.Rounds;

/// <summary>
/// The conflict that a bound below 0 proves (a Farkas certificate): the limits whose prices are not 0. Used where a problem is too large to be taken apart limit by
/// limit, so it names a set that is in conflict, not an irreducible one.
/// </summary>
internal static class PriceConflict
{
    /// <param name="model">Has no plan.</param>
    /// <param name="certificate">Its bound is below 0.</param>
    /// <param name="bound">That bound.</param>
    public static PlanInfeasibility Of(RoundModel model, MeetingCertificate certificate, long bound)
    {
        var conflicts = new List<PlanConflict>();
        var relaxations = new List<PlanRelaxation>();
        var priced = certificate.RoundPrices.Select(p => p.Side == MeetingSide.Startup ? p.Index : model.Startups + p.Index).ToHashSet();
        for (var v = 0; v < model.Participants; v++)
        {
            var price = v < model.Startups ? certificate.StartupPrices[v] : certificate.FundPrices[v - model.Startups];
            var (participant, there) = (model.Participant(v), model.Participant(v).Available?.Count ?? model.Rounds);
            if (price < 0)
            {
                conflicts.Add(new(PlanLimit.MinMeetings, participant.Min, participant.Id));
                relaxations.Add(new(PlanRelaxationKind.LowerMin, Math.Max(0, participant.Min - ((price + bound + 1) / price)), participant.Id));
            }

            if (price > 0 && participant.Max < there)
                conflicts.Add(new(PlanLimit.MaxMeetings, participant.Max, participant.Id));
            if (participant.Available is not null && (priced.Contains(v) || (price > 0 && participant.Max >= there)))
                conflicts.Add(new(PlanLimit.Availability, there, participant.Id));
        }

        conflicts.AddRange(model.Problem.Pins.Select(p => new PlanConflict(PlanLimit.Pin, 1, model.Problem.Startups[p.Startup].Id, model.Problem.Funds[p.Fund].Id)));
        relaxations.AddRange(model.Problem.Pins.Select(p => new PlanRelaxation(PlanRelaxationKind.DropPins, 1, model.Problem.Startups[p.Startup].Id, model.Problem.Funds[p.Fund].Id)));
        if (certificate.TablePrices.Any(z => z > 0))
            conflicts.Add(new(PlanLimit.Tables, model.Problem.Places!.Value));
        conflicts.Add(new(PlanLimit.Rounds, model.Rounds));
        return new(conflicts, 1, relaxations);
    }
}
