# Attributes of buildGoModule that a leaf has no use for.
[
  "deleteVendor"
  "goSum"
  "modPostBuild"
  "overrideModAttrs"
  "proxyVendor"
  "vendorHash"
]
