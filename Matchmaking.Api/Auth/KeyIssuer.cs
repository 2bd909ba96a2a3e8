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
        KeyRules.Check(check, input.Name, input.ExpiresAt, now.Time);
        var subjects = Subjects(input);
        if (input.Role is Role.Fund or Role.Startup)
            await CheckSubjects(db, check, input, subjects);
        else
            check.Require(subjects.Count == 0, input.SubjectId is null ? "/subjectIds" : "/subjectId", Codes.NotAllowed, ("why", input.Role.Kebab()));

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
        if (check.Result(input).Error is { } invalid)
            return invalid;
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

    private static async Task CheckSubjects(Db db, Validator check, KeyInput input, List<(string Pointer, Guid Id)> subjects)
    {
        check.Require(subjects.Count > 0, "/subjectId", Codes.Required);
        // Too many are refused as such, not looked up.
        foreach (var (pointer, id) in input.SubjectIds.Count > Bounds.ListMax ? [] : subjects)
        {
            var known = input.Role == Role.Fund
                ? await FundStore.Entities.Find(db, id) is not null
                : await StartupStore.Entities.Find(db, id) is not null;
            check.Require(known, pointer, Codes.UnknownReference, ("what", input.Role.Kebab()));
        }
    }
}
