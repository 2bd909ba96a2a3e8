using Matchmaking.Api.Contracts;
using Matchmaking.Api.Errors;
using Matchmaking.Api.Messages;
using Matchmaking.Core.Common;
using Matchmaking.Core.Plans.Tables;
using Matchmaking.Core.Sessions;
using TableSide = Matchmaking.Core.Plans.Tables.TableSide;

namespace Matchmaking.Api.Plans;

/// <summary>From indices and integers of a seating to registrations and numbers of the API.</summary>
internal static class SeatingTranslator
{
    /// <summary>The seating, or why there is none in the words of the API.</summary>
    public static Result<TablePlan> Plan(TablePlanResult result) => result switch
    {
        TablePlanResult.Planned planned => planned.Plan,
        TablePlanResult.Infeasible { Reason: var reason } => new DomainError(
            ErrorKind.Unprocessable,
            Codes.SeatingInfeasible,
            (PlanRefusals.Conflicts, reason.Conflicts.Select(Conflict).ToList()),
            (PlanRefusals.Relaxations, reason.Relaxations.Select(r => LimitArgument.Of(r.Kind, r.Amount, r.ParticipantId, r.PartnerId)).ToList())),
        TablePlanResult.NotFound { Broken: var broken } => new DomainError(
            ErrorKind.Unprocessable, Codes.SeatingNotFound, (PlanRefusals.Conflicts, broken.Select(Conflict).ToList())),
        _ => throw new InvalidOperationException($"{result} is no answer."),
    };

    public static PlanDocument Document(PlanProblem problem, TableProblem tables, TablePlan plan, PlanInput input)
    {
        RegistrationId Of(int participant) => new(tables.Participants[participant].Id);
        var units = (decimal)PlanProblem.WeightScale * tables.UnitsPerWeight;
        return new PlanDocument
        {
            Layout = input.Layout!.Value,
            Objective = input.Objective,
            Seed = input.Seed,
            ModelVersion = problem.Freeze.ModelVersion,
            Value = plan.Value / units,
            UpperBound = plan.UpperBound / units,
            Optimal = plan.Optimal,
            Unassigned = [],
            CarryOver = problem.CarryOver,
            Withheld = problem.Withheld,
            Meetings = [],
            Tables =
            [
                .. plan.Seats.GroupBy(s => s.Table).OrderBy(g => g.Key).Select(g => new SeatedTable(
                    g.Key,
                    [.. g.OrderBy(s => s.Side).ThenBy(s => s.Seat).Select(s => new SeatView { Seat = s.Seat, Side = Side(s.Side), RegistrationId = Of(s.Participant) })])),
            ],
            Certificate = Certificate(problem, tables, plan, Of),
        };
    }

    private static CertificateView Certificate(PlanProblem problem, TableProblem tables, TablePlan plan, Func<int, RegistrationId> of)
    {
        var round = tables.Layout as TableLayout.RoundTables;
        return new CertificateView(
            [.. tables.Weights.Select(w => new WeightView(of(w.Startup), of(w.Fund), w.Weight))],
            [.. tables.Participants.Select((p, i) => new PriceView(new(p.Id), plan.Certificate.Prices[i], 1, 1) { Party = Party(p.Kind) })],
            [],
            [],
            1,
            round?.Tables ?? 1)
        {
            Seating = new(
                plan.Certificate.Kind,
                plan.Certificate.Scale,
                plan.Certificate.TablePrice,
                tables.UnitsPerWeight,
                round?.SeatsPerTable ?? ((TableLayout.LongTable)tables.Layout).SeatsPerSide,
                round?.FundsPerTable,
                round?.StartupsPerTable,
                [.. tables.Apart.Select(p => new SeatingPair(of(p.First), of(p.Second)))],
                [.. tables.Together.Select(p => new SeatingPair(of(p.First), of(p.Second)))]),
        };
    }

    private static Contracts.TableSide? Side(TableSide? side) => side switch
    {
        TableSide.Startup => Contracts.TableSide.Left,
        TableSide.Fund => Contracts.TableSide.Right,
        _ => null,
    };

    private static PartyType Party(TableParticipantKind kind) => kind switch
    {
        TableParticipantKind.Startup => PartyType.Startup,
        TableParticipantKind.Fund => PartyType.Fund,
        _ => PartyType.Guest,
    };

    private static LimitArgument Conflict(TableConflict c) => LimitArgument.Of(c.Limit, c.Amount, c.ParticipantId, c.PartnerId);
}
