{
    "@name@" = {
      reason = "@reason@";
      modules = {
        /*@modules@*/
      };
    };
}
