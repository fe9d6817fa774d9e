/*
  argsOf :: key -> attrs

  What overrideModule said for a record: what was said of its module, or part, at any version, and of
  it alone.
*/
{
  acceptedModule,
  moduleArgs,
  partOf,
}:
key: acceptedModule key (moduleArgs.${(partOf key).name} or { } // moduleArgs.${key} or { })
