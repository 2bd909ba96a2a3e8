using Matchmaking.Api.Contracts;
using Matchmaking.Core.Common;
using Matchmaking.Core.Sessions;

namespace Matchmaking.Api.Plans.Repairs;

/// <summary>What a repair may ask for: registrations, rounds and tables of the session, and no round that is over.</summary>
internal static class RepairRules
{
    /// <param name="input">What is asked for.</param>
    /// <param name="before">The plan to repair.</param>
    /// <param name="session">Whose.</param>
    /// <param name="registrations">Of the session.</param>
    /// <returns>Everything that is wrong; empty where nothing is.</returns>
    public static IReadOnlyList<FieldError> Broken(RepairInput input, PlanDocument before, Session session, Dictionary<RegistrationId, Registration> registrations)
    {
        var (errors, cancelled, told) = (new List<FieldError>(), input.Cancelled.ToHashSet(), new HashSet<RegistrationId>());
        var first = before.Certificate.FirstRound ?? 1;
        if (input.FromRound < first || input.FromRound > session.Rounds)
            errors.Add(new FieldError("/fromRound", Codes.OutOfRange, ("min", first), ("max", session.Rounds)));
        for (var i = 0; i < input.Cancelled.Count; i++)
            Known($"/cancelled/{i}", input.Cancelled[i]);
        for (var i = 0; i < input.Late.Count; i++)
        {
            if (Known($"/late/{i}", input.Late[i]) is not { } late)
                continue;
            if (!late.IsActive || cancelled.Contains(late.Id))
                errors.Add(new FieldError($"/late/{i}", Codes.NotAllowed, ("why", (late.IsActive ? RegistrationStatus.Cancelled : late.Status).Kebab())));
        }

        for (var i = 0; i < input.Availability.Count; i++)
        {
            Known($"/availability/{i}/registrationId", input.Availability[i].RegistrationId);
            if (!told.Add(input.Availability[i].RegistrationId))
                errors.Add(new FieldError($"/availability/{i}/registrationId", Codes.Duplicate));
            for (var r = 0; r < input.Availability[i].AvailableRounds.Count; r++)
            {
                if (input.Availability[i].AvailableRounds[r] < 1 || input.Availability[i].AvailableRounds[r] > session.Rounds)
                    errors.Add(new FieldError($"/availability/{i}/availableRounds/{r}", Codes.OutOfRange, ("min", 1), ("max", session.Rounds)));
            }
        }

        for (var i = 0; i < input.LostTables.Count; i++)
        {
            if (input.LostTables[i] < 1 || input.LostTables[i] > session.Tables)
                errors.Add(new FieldError($"/lostTables/{i}", Codes.OutOfRange, ("min", 1), ("max", session.Tables)));
        }

        return errors;

        Registration? Known(string pointer, RegistrationId id)
        {
            if (registrations.TryGetValue(id, out var found))
                return found;
            errors.Add(new FieldError(pointer, Codes.UnknownReference, ("what", "registration")));
            return null;
        }
    }
}
