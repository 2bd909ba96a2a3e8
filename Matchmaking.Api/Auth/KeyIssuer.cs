using Matchmaking.Api.Endpoints;
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
    public static async Task<Result<ApiKey>> Issue(Db db, KeyInput input, string secret, Surroundings now)
    {
        IReadOnlyList<Guid> subjects = [.. (input.SubjectId is { } one ? input.SubjectIds.Prepend(one) : input.SubjectIds).Distinct()];
        var check = new Validator();
        check.Text("/name", input.Name);
        check.Require(input.ExpiresAt is not { } expiry || expiry > now.Time, "/expiresAt", Codes.WrongOrder, ("relation", "before"), ("other", "now"));
        var needsSubject = input.Role is Role.Fund or Role.Startup;
        check.Require(!needsSubject || subjects.Count > 0, "/subjectId", Codes.Required);
        check.Require(needsSubject || subjects.Count == 0, "/subjectId", Codes.NotAllowed, ("why", input.Role.Kebab()));
        foreach (var subject in needsSubject ? subjects : [])
        {
            var known = input.Role == Role.Fund
                ? await FundStore.Entities.Find(db, subject) is not null
                : await StartupStore.Entities.Find(db, subject) is not null;
            check.Require(known, "/subjectId", Codes.UnknownReference, ("what", input.Role.Kebab()));
        }

        var key = new ApiKey
        {
            Id = now.Ids.Next<ApiKey>(),
            Name = input.Name,
            Role = input.Role,
            SubjectIds = subjects,
            ExpiresAt = input.ExpiresAt,
            CreatedAt = now.Time,
        };
        if (!check.Result(key).TryGet(out var valid, out var invalid))
            return invalid;
        await KeyStore.Insert(db, valid, KeySecret.Hash(secret));
        return valid;
    }
}
