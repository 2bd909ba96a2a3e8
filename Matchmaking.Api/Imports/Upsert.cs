using Matchmaking.Api.Resources;
using Matchmaking.Core.Common;

namespace Matchmaking.Api.Imports;

/// <param name="Entity">As it is now.</param>
/// <param name="Effect">What became of it.</param>
internal sealed record Upserted<T>(T Entity, RowEffect Effect);

/// <summary>Creates or changes one thing from a row, by the rules of its resource.</summary>
internal static class Upsert
{
    /// <param name="context">Who, when, where.</param>
    /// <param name="resource">Whose rules judge.</param>
    /// <param name="fields">The columns that write it.</param>
    /// <param name="row">What the file says.</param>
    /// <param name="existing">What the row means; null creates.</param>
    /// <param name="refer">Puts the resolved references in; also called on what a new thing starts from.</param>
    /// <param name="parent">Id of the parent of nested things.</param>
    /// <returns>Pointers of errors are the columns'.</returns>
    public static async Task<Result<Upserted<TEntity>>> Run<TEntity, TDetails>(
        ImportContext context, Resource<TEntity, TDetails> resource, FieldSet<TDetails> fields, SheetRow row, TEntity? existing, Func<TDetails, TDetails> refer, Guid? parent = null)
        where TEntity : class, TDetails, IEntity
        where TDetails : class, new()
    {
        var result = existing is null
            ? await Create(context, resource, fields, row, refer(new TDetails()), parent)
            : await Change(context, resource, fields, row, existing, refer(resource.DetailsOf(existing)), parent);
        return result.Error is { } error ? fields.Relocate(error) : result;
    }

    private static async Task<Result<Upserted<TEntity>>> Create<TEntity, TDetails>(
        ImportContext context, Resource<TEntity, TDetails> resource, FieldSet<TDetails> fields, SheetRow row, TDetails fresh, Guid? parent)
        where TEntity : class, TDetails, IEntity
        where TDetails : class
    {
        var missing = fields.Fields.Where(f => f.Column.IsNeeded && !row.Has(f.Column)).Select(f => new FieldError(f.Pointer, Codes.Required)).ToList();
        if (missing.Count > 0)
            return DomainError.Invalid(missing);
        var details = resource.Complete(fields.Apply(row, fresh, null), property => fields.Says(row, property));
        var stamp = Stamp.New(context.Now.Ids.Next(), context.Now.Time);
        if (!(await resource.Build(context.Build(stamp, parent), details, null)).TryGet(out var entity, out var refused))
            return refused;
        return (await resource.Store.Insert(context.Db, entity)).Map(e => new Upserted<TEntity>(e, RowEffect.Created));
    }

    private static async Task<Result<Upserted<TEntity>>> Change<TEntity, TDetails>(
        ImportContext context, Resource<TEntity, TDetails> resource, FieldSet<TDetails> fields, SheetRow row, TEntity existing, TDetails before, Guid? parent)
        where TEntity : class, TDetails, IEntity
        where TDetails : class
    {
        var details = fields.Apply(row, before, existing);
        // What the row says is so already: then nothing is judged, for what is stored may have been admitted by an exception.
        if (FieldSet<TDetails>.Same(details, resource.DetailsOf(existing)) || FieldSet<TDetails>.Same(details, existing))
            return new Upserted<TEntity>(existing, RowEffect.Unchanged);
        var stamp = new Stamp(existing.Key, existing.Version, existing.CreatedAt, existing.UpdatedAt).Touched(context.Now.Time);
        if (!(await resource.Build(context.Build(stamp, parent), details, existing)).TryGet(out var entity, out var refused))
            return refused;
        if (FieldSet<TDetails>.Same(entity, existing))
            return new Upserted<TEntity>(existing, RowEffect.Unchanged);
        return (await resource.Store.Update(context.Db, entity)).Map(e => new Upserted<TEntity>(e, RowEffect.Updated));
    }
}
