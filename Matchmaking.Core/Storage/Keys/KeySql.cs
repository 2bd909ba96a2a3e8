namespace Matchmaking.Core.Storage.Keys;

/// <summary>The statements of <see cref="KeyStore"/>. A secret's hash is compared, and told apart where several are looked for; it is never given out.</summary>
internal static class KeySql
{
    private const string Columns =
        "id, version, created_at, updated_at, name, role, subject_ids, expires_at, revoked_at, previous_until, last_used_at, setting";

    public const string InsertSql =
        """
        INSERT INTO api_keys (id, version, created_at, updated_at, name, role, subject_ids, secret_sha256, expires_at, revoked_at, setting)
        VALUES (@Id, @Version, @CreatedAt, @UpdatedAt, @Name, @Role, @SubjectIds, @Sha256, @ExpiresAt, @RevokedAt, @Setting)
        """;

    public const string FindSql = $"SELECT {Columns} FROM api_keys WHERE id = @id";

    public const string BySecretSql = $"SELECT {Columns} FROM api_keys WHERE secret_sha256 = @sha256";

    /// <summary>The keys of some secrets, current ones or those before, with the state of what rankings are made of: all that most requests read, in one statement.</summary>
    public static string OfSecrets(ISqlDialect dialect) =>
        $"""
        SELECT {Columns}, secret_sha256, previous_sha256, {RankingState.Columns} FROM api_keys
        WHERE {dialect.OneOf("secret_sha256", "sha256")} OR {dialect.OneOf("previous_sha256", "sha256")}
        """;

    // A subject is looked for in the text of the list: ids are of fixed length and hold no wildcard, so that this is exact.
    public const string ListSql =
        $"""
        SELECT {Columns} FROM api_keys WHERE id > @after
          AND (@role IS NULL OR role = @role)
          AND (@subject IS NULL OR subject_ids LIKE '%"' || @subject || '"%')
          AND (@status IS NULL OR @status = CASE WHEN revoked_at IS NOT NULL THEN 'revoked' WHEN expires_at <= @now THEN 'expired' ELSE 'active' END)
        ORDER BY id LIMIT @take
        """;

    public const string UpdateSql =
        """
        UPDATE api_keys SET version = @Version, updated_at = @UpdatedAt, name = @Name, expires_at = @ExpiresAt, revoked_at = @RevokedAt
        WHERE id = @Id AND version = @Version - 1
        """;

    // Of more than one rotation within an overlap only the last secret before stays valid.
    public const string RotateSql =
        """
        UPDATE api_keys SET version = @Version, updated_at = @UpdatedAt, previous_until = @Until,
            previous_sha256 = CASE WHEN @Until IS NULL THEN NULL ELSE secret_sha256 END, secret_sha256 = @Sha256
        WHERE id = @Id AND version = @Version - 1
        """;

    public const string OthersOfSettingSql =
        $"SELECT {Columns} FROM api_keys WHERE setting = @setting AND secret_sha256 <> @sha256 AND revoked_at IS NULL ORDER BY id";

    // Never back: a clock that was set back, or a late write, does not undo a later use.
    public const string TouchSql = "UPDATE api_keys SET last_used_at = @At WHERE id = @Id AND (last_used_at IS NULL OR last_used_at < @At)";
}
