using Matchmaking.Api.Contracts;
using Matchmaking.Api.Setup;
using Matchmaking.Core.Common;
using Matchmaking.Core.Keys;
using Matchmaking.Core.Storage;
using Matchmaking.Core.Storage.Funds;
using Matchmaking.Core.Storage.Keys;
using Matchmaking.Core.Storage.Startups;

namespace Matchmaking.Api.Auth;

/// <summary>Judges and stores new keys; used by the API and by the command line.</summary>
internal static class KeyIssuer
{
    /// <param name="db">A write.</param>
    /// <param name="input">What is asked for.</param>
    /// <param name="secret">The secret, of which the hash is stored.</param>
    /// <param name="now">Time and ids.</param>
    /// <param name="setting">Name of the setting that holds the secret, if one does.</param>
    public static async Task<Result<ApiKey>> Issue(Db db, KeyInput input, string secret, Surroundings now, string? setting = null)
    {
        var check = new Validator();
        KeyRules.CheckExpiry(check, input.ExpiresAt, now.Time);
        var needsSubject = input.Role is Role.Fund or Role.Startup;
        check.Require(!needsSubject || input.SubjectId is not null || input.SubjectIds.Count > 0, "/subjectId", Codes.Required);
        check.Require(needsSubject || input.SubjectId is null, "/subjectId", Codes.NotAllowed, ("why", input.Role.Kebab()));
        check.Require(needsSubject || input.SubjectIds.Count == 0, "/subjectIds", Codes.NotAllowed, ("why", input.Role.Kebab()));
        // Subjects are looked up only once there are as many as may be, each once.
        if (check.Result(input).Error is { } invalid)
            return invalid;
        var subjects = Subjects(input);
        if (await CheckSubjects(db, input.Role, subjects) is { } unknown)
            return unknown;

        var key = new ApiKey
        {
            Id = now.Ids.Next<ApiKey>(),
            Name = input.Name,
            Role = input.Role,
            SubjectIds = [.. subjects.Select(s => s.Id).Distinct()],
            ExpiresAt = input.ExpiresAt,
            CreatedAt = now.Time,
            UpdatedAt = now.Time,
            Setting = setting,
        };
        await KeyStore.Insert(db, key, KeySecret.Hash(secret));
        return key;
    }

    /// <summary>All subjects with the places that name them.</summary>
    private static List<(string Pointer, Guid Id)> Subjects(KeyInput input)
    {
        List<(string, Guid)> subjects = input.SubjectId is { } one ? [("/subjectId", one)] : [];
        for (var i = 0; i < input.SubjectIds.Count; i++)
            subjects.Add(($"/subjectIds/{i}", input.SubjectIds[i]));
        return subjects;
    }

    private static async Task<DomainError?> CheckSubjects(Db db, Role role, List<(string Pointer, Guid Id)> subjects)
    {
        var check = new Validator();
        foreach (var (pointer, id) in subjects)
        {
            var known = role == Role.Fund
                ? await FundStore.Entities.Find(db, id) is not null
                : await StartupStore.Entities.Find(db, id) is not null;
            check.Require(known, pointer, Codes.UnknownReference, ("what", role.Kebab()));
        }

        return check.Result(subjects).Error;
    }
}
