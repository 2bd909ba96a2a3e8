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
        var check = new Validator();
        check.Require(input.ExpiresAt is not { } expiry || expiry > now.Time, "/expiresAt", Codes.WrongOrder, ("relation", "before"), ("other", "now"));
        var needsSubject = input.Role is Role.Fund or Role.Startup;
        check.Require(!needsSubject || input.SubjectId is not null || input.SubjectIds.Count > 0, "/subjectId", Codes.Required);
        check.Require(needsSubject || input.SubjectId is null, "/subjectId", Codes.NotAllowed, ("why", input.Role.Kebab()));
        check.Require(needsSubject || input.SubjectIds.Count == 0, "/subjectIds", Codes.NotAllowed, ("why", input.Role.Kebab()));
        if (check.Result(input).Error is { } invalid)
            return invalid;
        if (await CheckSubjects(db, input) is { } unknown)
            return unknown;
        var key = new ApiKey
        {
            Id = now.Ids.Next<ApiKey>(),
            Name = input.Name,
            Role = input.Role,
            SubjectIds = [.. (input.SubjectId is { } one ? input.SubjectIds.Prepend(one) : input.SubjectIds).Distinct()],
            ExpiresAt = input.ExpiresAt,
            CreatedAt = now.Time,
        };
        await KeyStore.Insert(db, key, KeySecret.Hash(secret));
        return key;
    }

    private static async Task<DomainError?> CheckSubjects(Db db, KeyInput input)
    {
        var check = new Validator();
        async Task Known(string pointer, Guid subject) => check.Require(
            input.Role == Role.Fund ? await FundStore.Entities.Find(db, subject) is not null : await StartupStore.Entities.Find(db, subject) is not null,
            pointer, Codes.UnknownReference, ("what", input.Role.Kebab()));

        if (input.SubjectId is { } one)
            await Known("/subjectId", one);
        for (var i = 0; i < input.SubjectIds.Count; i++)
            await Known($"/subjectIds/{i}", input.SubjectIds[i]);
        return check.Result(input).Error;
    }
}
